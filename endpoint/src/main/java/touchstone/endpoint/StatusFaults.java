package touchstone.endpoint;

import java.util.Locale;
import java.util.regex.Pattern;
import touchstone.model.Problem;
import touchstone.model.Text;

/** Reads error answers: whose fault an HTTP status and an error object are, and what to try. */
final class StatusFaults {
  private static final Pattern CONTEXT =
      Pattern.compile(
          "context_length|context.{0,20}(length|window|size)|maximum context|prompt is too long"
              + "|too many (input )?tokens|input.{0,20}too long|range of input length"
              + "|exceed.{0,40}(context|max_model_len|max_seq_len)|上下文.{0,12}(长|超)|输入.{0,8}过长",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FILTER =
      Pattern.compile(
          "content_filter|content_policy|data_?inspection_?failed|sensitive|敏感|违规",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern QUOTA =
      Pattern.compile(
          "insufficient_quota|insufficient balance|arrearage|欠费|余额不足", Pattern.CASE_INSENSITIVE);

  private static final Pattern TOOLS =
      Pattern.compile(
          "\\btools?\\b|\\btool[_ -](choice|calls?|use)|auto-tool-choice|function.?call|工具调用|函数调用",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_MODEL =
      Pattern.compile(
          "model_not_found|model\\b.{0,80}(not found|not exist|not served)|模型.{0,40}不存在",
          Pattern.CASE_INSENSITIVE);

  /** How the detail of an exchange begins whose endpoint takes no functions. */
  static final String NO_TOOLS = "the endpoint takes no tools: ";

  private StatusFaults() {}

  /**
   * The server takes no functions at all, as vLLM does without {@code --enable-auto-tool-choice}
   * and the embedded engine always.
   */
  static boolean toolsRefused(int status, Answer.ServerError error) {
    String words = error.code() + " " + error.message();
    return (status == 400 || status == 404 || status == 422)
        && TOOLS.matcher(words).find()
        && !NO_MODEL.matcher(words).find();
  }

  /** The prompt did not fit the model's context. */
  static boolean contextTooSmall(Answer.ServerError error) {
    return CONTEXT.matcher(error.code() + " " + error.message()).find();
  }

  /** The provider would not let the model answer. */
  static boolean filtered(Answer.ServerError error) {
    return FILTER.matcher(error.code() + " " + error.message()).find();
  }

  static ChatResult.Advice advice(int status, Answer.ServerError error) {
    boolean broke = QUOTA.matcher(error.code() + " " + error.message()).find();
    boolean passes =
        status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
    return passes && !broke ? ChatResult.Advice.RETRY : ChatResult.Advice.STOP;
  }

  /** An error answer in words. */
  static Problem of(int status, Answer.ServerError error, String shown) {
    String said = error.message().isEmpty() ? "" : ": " + error.message();
    return new Problem(
        new Text(
            "%s 返回 HTTP %d%s".formatted(shown, status, said.replaceFirst(": ", "：")),
            String.format(Locale.ROOT, "%s answered HTTP %d%s", shown, status, said)),
        nextStep(status));
  }

  /** An error object inside a stream that began well. */
  static Problem inside(Answer.ServerError error, String shown) {
    return new Problem(
        new Text(
            "%s 在回答中途报错：%s".formatted(shown, error.message()),
            "%s reported an error inside its answer: %s".formatted(shown, error.message())),
        nextStep(500));
  }

  private static Text nextStep(int status) {
    return switch (status) {
      case 401, 403 ->
          new Text(
              "检查 apiKey 用的环境变量里密钥是否正确、有没有过期、有没有这个模型的权限。",
              "Check that the key in apiKey's environment variable is right, valid, and allowed to"
                  + " use this model.");
      case 402 -> new Text("账户余额不足，充值后再试。", "The account has no credit left; top it up.");
      case 404, 405 ->
          new Text(
              "检查地址（通常以 /v1 结尾）和模型名；可用的模型见 <地址>/models。",
              "Check the address (it usually ends in /v1) and the model's name; <address>/models"
                  + " lists the models.");
      case 400, 413, 422 ->
          new Text(
              "检查模型名和 extraBody 里的字段，服务端不接受这个请求。",
              "Check the model's name and the fields of extraBody; the server does not take this"
                  + " request.");
      case 429 ->
          new Text(
              "降低并发，或稍后再试；也检查一下额度。", "Lower the concurrency or try later; check the quota too.");
      default ->
          status >= 500
              ? new Text(
                  "看看服务端的日志；通常稍后重试即可。", "Look at the server's log; it often passes by itself.")
              : new Text(
                  "检查地址是否正确；服务端可能要求换一个地址。", "Check the address; the server may want another one.");
    };
  }
}
