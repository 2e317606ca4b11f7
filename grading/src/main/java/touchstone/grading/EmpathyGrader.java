package touchstone.grading;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.model.Check.Empathy;
import touchstone.model.Finding;

/**
 * Looks for evidence that a feeling is taken up: what the customer suffered is named again, and
 * something concrete follows. Set phrases alone get little.
 */
final class EmpathyGrader {
  static final String NAME = "empathy";
  private static final double TAKEN_UP = 0.6;
  private static final double NAMED_ONLY = 0.2;
  private static final double CONCRETE = 0.25;
  private static final double PHRASE = 0.15;

  private static final Words PHRASES =
      Words.of(
          "抱歉 对不起 不好意思 理解 体谅 谅解 心情 感受 感同身受 歉意 道歉 辛苦 心疼 难受 不容易 委屈 着急 别急 放心 恭喜 祝 换谁 换作 换做 换成我 确实 难怪"
              + " 真的是 糟心 闹心 窝火 对不住 堵心 添堵 难过 后怕 要紧 暖 开心 谢谢 感谢您专门 搁谁 保重 我们的错 我们不对 我们不好 没做好 久等 没事吧 做得对"
              + " 换我 憋屈 心里 够累 太累 受累 累坏 揪心 揪着 操心 扎心 火大 遭罪 受罪 节哀",
          "sorry apologize apologise apologies understand frustrating frustrated appreciate"
              + " congratulations hear oh_no thank_you thanks means_a_lot means_so_much glad"
              + " delighted lovely condolences thinking_of_you imagine must_be must_have_been"
              + " fed_up not_good_enough don't_worry no_wonder let_you_down shouldn't_have"
              + " unacceptable touched wonderful right_thing here_for_you no_trouble deepest"
              + " really_hard so_hard so_tough heartbreaking please_don't so_happy how_kind so_kind"
              + " made_our_day take_care gutted ouch congrats upsetting disappointing stressful"
              + " upset");
  private static final Pattern CONCRETE_STEP =
      Pattern.compile(
          "(?:帮您|给您|为您|替您|帮你|给你|为你)[^,。!?\\n]{0,10}(?:查|看|催|换|退|补|登记|核实|联系|安排|申请|跟进|处理|办|重发|反馈|问|盯|记|解决|推荐|挑|选|想|找|发|改|转|报)"
              + "|(?:请|麻烦|劳驾|您把|你把|把)[^,。!?\\n]{0,10}(?:发|提供|告诉|报|拍|说一?下|留|给我|申请|点开|打开)|(?:您|你)(?:先|可以|直接)?(?:发|报|拍|申请|联系|打开|点)(?!现)|订单号|照片|图片|截图|单号|建议|可以先|先把|先别(?!急|着急|生气|慌|担心|难过|上火)|我(?:这就|马上|现在|先)|优先|方案|两种|要么|(?:买|做|炖|煮|端|备|送)(?:点|个|份|碗|盘)|(?:please|could"
              + " you|can you)[^.!?\\n]{0,20}(?:send|share|provide|tell|give|let)|i(?:'ll| will|"
              + " can) [a-z]+|we(?:'ll| will| can) [a-z]+|order number|refund|replace|let me"
              + " (?:check|look|see|pass|get|find|help)|send (?:me|us|it|them)|a (?:live"
              + " agent|colleague|photo)|return it|exchange|pass"
              + " (?:it|this|that|your)[^.!?]{0,30}on");
  private static final Pattern COLD =
      Pattern.compile(
          "(?:是|属于)(?:您|你)(?:自己)?的(?:问题|责任|原因)|自己(?:看|想办法|负责|没看清|不小心)|规定就是(?:这样|如此)|没(?:有)?办法(?:的事)?[,。!]?$|爱(?:买|要)不|(?:您|你)(?:急|生气|着急)也没用|不(?:归|关)我(?:们)?的?(?:管|事)|跟我们(?:没|无)关|冷静(?:一?下|点)|别(?:这么|那么)激动|您想多了|你想多了|大惊小怪|至于(?:吗|么)|这很正常|calm"
              + " down|not our (?:fault|problem)|rules are rules|nothing to do with us|your own"
              + " fault|you should have (?:checked|read|known)|watch your language|get over it|it's"
              + " just an? |be patient\\.?$");

  private EmpathyGrader() {}

  static Finding grade(Empathy check, Answer answer) {
    var note = new Note(NAME, String.join("、", check.feeling()), answer, check.weight());
    String text = answer.text();
    Matcher cold = COLD.matcher(text);
    if (cold.find()) {
      return note.of(
          0,
          answer.quote(cold.start(), cold.end()),
          "语气冷，把责任推给顾客。",
          "Cold; puts it on the customer.");
    }
    List<String> feelings =
        check.feeling().stream().map(word -> NormalText.of(word).text()).toList();
    int taken = feelings.stream().mapToInt(text::indexOf).filter(at -> at >= 0).min().orElse(-1);
    int phrase = PHRASES.find(text, 0, text.length());
    Matcher step = CONCRETE_STEP.matcher(text);
    boolean concrete = step.find();
    boolean several = feelings.stream().filter(text::contains).count() >= 2;
    double named = taken < 0 ? 0 : phrase >= 0 || several ? TAKEN_UP : NAMED_ONLY;
    double credit = named + (concrete ? CONCRETE : 0) + (phrase >= 0 ? PHRASE : 0);
    boolean setPhraseOnly = taken < 0 && phrase >= 0 && !concrete;
    int from = taken >= 0 ? taken : phrase >= 0 ? phrase : concrete ? step.start() : -1;
    String quote = from < 0 ? "" : answer.quote(from, from + 1);
    if (credit == 0) {
      return note.of(
          0,
          quote,
          "没有提到顾客的感受，也没有具体做法。",
          "Neither takes up the feeling nor offers a concrete step.");
    }
    if (setPhraseOnly) {
      return note.of(
          credit, quote, "只有套话，没有接住顾客的感受。", "Set phrases only; the feeling is not taken up.");
    }
    return note.of(Math.min(1, credit), quote, zh(taken >= 0, concrete), en(taken >= 0, concrete));
  }

  private static String zh(boolean taken, boolean concrete) {
    return (taken ? "接住了顾客的感受" : "没有提到顾客的具体感受") + (concrete ? "，并给出了具体做法。" : "，但没有具体做法。");
  }

  private static String en(boolean taken, boolean concrete) {
    return (taken ? "Takes up the feeling" : "Does not name the feeling")
        + (concrete ? " and offers a concrete step." : " and offers no concrete step.");
  }
}
