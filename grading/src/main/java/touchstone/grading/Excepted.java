package touchstone.grading;

import java.util.List;

/** What 除 and 除了 take out of what is said. */
final class Excepted {
  private static final Words EXCEPT_END = Words.of("都 , 其他 其它 别的 其余 剩下");
  private static final Words ALSO = Words.of("还 也 另 同样");

  private Excepted() {}

  /** 除生鲜外，都支持退货: the named thing is excepted from what is said. */
  static boolean within(String text, List<List<Spot>> items, Clause first, Clause last) {
    int except = text.indexOf("除", first.start());
    if (except < 0
        || except >= last.end()
        || text.startsWith("除非", except)
        || text.startsWith("除外", except)) {
      return false;
    }
    int out = exceptionEnd(text, except, last.end());
    if (out < 0) {
      return false;
    }
    boolean also = ALSO.find(text, out, Math.min(last.end(), out + 5)) >= 0;
    return !also
        && items.stream()
            .flatMap(List::stream)
            .anyMatch(spot -> spot.start() > except && spot.end() <= out);
  }

  /** Where the words that 除 or 除了 excepts end, -1 where they do not. */
  private static int exceptionEnd(String text, int except, int last) {
    int out = text.indexOf("外", except);
    boolean outside = out >= 0 && out < last && out - except <= 30;
    boolean open = text.startsWith("除了", except);
    return outside ? out : open ? EXCEPT_END.find(text, except, last) : -1;
  }
}
