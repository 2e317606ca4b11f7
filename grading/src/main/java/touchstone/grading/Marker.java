package touchstone.grading;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of negation, possibility or doubt in a text.
 *
 * @param start of its first character
 * @param end behind its last one
 */
record Marker(int start, int end, Sign sign) {
  /** What such a word says of what stands beside it. */
  enum Sign {
    NO,
    STRONG,
    WEAK,
    UNSURE
  }

  /** Contain a word of negation or possibility and are neither. */
  private static final Words HARMLESS =
      Words.of(
          "不过 不仅仅 不仅 不但 不光 不只 不单 不错 不好意思 对不起 不客气 不用谢 不谢 不用担心 不必担心 不要担心 不用急 不要着急 不用着急",
          "不必着急 别着急 别担心 别急 不论 不管 不妨 不禁 不得不 不少 不久 不断 不同 不如 不然 要不 不足之处 差不多 了不起 不料 不胜",
          "不便之处 带来不便 造成不便 的不便 不愉快 不快 不时 不止 不已 说不定 免不了 少不了 不由得 不小心 不良 不等 不限 无限 不超过 不会超过",
          "不能超过 不得超过 不可超过 不要超过 不晚于 不低于 不少于 不高于 不影响 不一会 不满意 不喜欢 不合适 不合身 不想要 不变 不耽误 不佳",
          "没关系 没问题 没事 没错 没准 没收 淹没 没想到 没来得及 没法比 毫无疑问 无疑 无理由 无忧 无条件 无线 无糖 无痕 无论 无缝 无聊 无奈 无人机 无效",
          "除非 特别 别的 类别 区别 级别 性别 分别 识别 告别 个别 别人 别名 辨别 差别 别忘了 别忘 别超过 别超 不超 不能超 非常 未来 莫名 别墅 另外",
          "会员 机会 一会儿 一会 社会 会计 可是 可爱 可惜 可靠 认可 许可 可能 功能 性能 智能 节能 能量 的支持 您支持 技术支持 才能",
          "no_problem no_worries not_only don't_worry no_need_to_worry not_a_problem not_to_worry"
              + " at_no_extra no_doubt no_matter no_rush don't_hesitate do_not_hesitate can't_wait"
              + " not_just isn't_just no_hassle no_later_than no_more_than not_more_than"
              + " no_longer_than no_less_than why_not at_no_cost at_no_charge no_hard_feelings"
              + " no_trouble not_a_bother don't_panic no_idea_why no_fuss not_silly",
          "不足以影响 不见不散 迫不及待 不好受 不容易 不舒服" + " 不方便您 不开心 不高兴 不耐烦",
          "无需担心 无须担心 不用客气 不厌其烦 不愿意看到 不便请 不当之处 不周 不到位 不及时 不满 没有关系 没有问题 没毛病 没得说");

  private static final Words NO =
      Words.of(
          "不 没有 没 未 无法 无 别 勿 非 莫 拒绝 禁止 除外 谢绝 概不 恕不 不予 拒收 难以 并非 毫无 严禁 免收 免去 不同意 没收到",
          "not no never cannot can't don't doesn't isn't aren't won't without unable didn't wasn't"
              + " couldn't nor neither except excluding excluded wouldn't shouldn't haven't hasn't"
              + " hadn't weren't non cant dont doesnt isnt wont ineligible unavailable impossible"
              + " nobody nothing none nowhere refuse refuses decline declines mustn't mustnt aint"
              + " ain't stop avoid exclude excludes");

  private static final Words STRONG =
      Words.of("可以 能够 能 可 支持 允许 会 将 均可 都可 适用 可以的 放心 can will may able");

  private static final Words WEAK =
      Words.of(
          "享受 提供 需要 需 必须 应该 得 要 是 有 由 属于 包括 包含 含 在 接受 is are have has do does support supported");

  private static final Words UNSURE =
      Words.of(
          "不一定 未必 不保证 无法保证 不能保证 不代表 不意味 不等于 不承诺 无法承诺 不确定 不清楚 不知道 不了解 无法确认 无法确定 不能确定 是否 能否 可否 是不是"
              + " 有没有 能不能",
          "not_sure unsure not_certain can't_confirm cannot_confirm can't_guarantee"
              + " cannot_guarantee can't_promise cannot_promise not_guaranteed not_necessarily"
              + " may_be_able might could_be don't_know do_not_know depends",
          "可不可以 会不会 要不要 行不行 支不支持 好不好 退不退 可不可 用不用 需不需要 换不换 包不包 算不算 收不收 不是所有 并非所有 不是每 请问 也许 whether"
              + " maybe perhaps");

  /** Adverbs that may stand between two words of one verdict. */
  private static final String ADVERBS = "太再会都是就说并也还曾很怎能支予被给在";

  /** All of a text, in its order; of two that begin at one place the longer word is meant. */
  static List<Marker> all(String text) {
    var markers = new ArrayList<Marker>();
    int at = 0;
    while (at < text.length()) {
      at = mark(text, at, markers);
    }
    return List.copyOf(markers);
  }

  private static int mark(String text, int at, List<Marker> markers) {
    int unsure = UNSURE.at(text, at);
    if (unsure > 0) {
      markers.add(new Marker(at, at + unsure, Sign.UNSURE));
      return at + unsure;
    }
    int harmless = HARMLESS.at(text, at);
    int no = NO.at(text, at);
    if (harmless > 0 && harmless >= no) {
      return at + harmless;
    }
    int strong = no > 0 ? 0 : STRONG.at(text, at);
    int weak = no > 0 || strong > 0 ? 0 : WEAK.at(text, at);
    int length = Math.max(no, Math.max(strong, weak));
    if (length == 0) {
      return at + 1;
    }
    markers.add(
        new Marker(at, at + length, no > 0 ? Sign.NO : strong > 0 ? Sign.STRONG : Sign.WEAK));
    return at + length;
  }

  /** Whether another one follows so closely that both are one verdict. */
  boolean near(Marker second, String text) {
    int gap = second.start - end;
    return gap == 0
        || (gap == 1 && (ADVERBS.indexOf(text.charAt(end)) >= 0 || text.charAt(end) == ' '));
  }
}
