package touchstone.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FairJudge;
import touchstone.testing.FakeRequest;
import touchstone.testing.JsonText;
import touchstone.testing.Script;

/**
 * Two candidates between which rules see no difference, and a judge that does: the second one's
 * words are warmer in three of four cases, and the same in the fourth.
 */
final class WarmCandidates {
  static final int CASES = 12;

  /** Pairs of different answers: what a judge has to be asked about. */
  static final int ASKED = 9;

  private WarmCandidates() {}

  /** A suite of expression cases in a folder. */
  static Path suite(Path folder) {
    String cases =
        IntStream.range(0, CASES)
            .mapToObj(i ->
                """
                  - id: gift-%02d
                    dimension: expression
                    skill: 安抚
                    difficulty: medium
                    user: 礼物%02d没到，孩子哭了
                    checks:
                      - empathy: [孩子, 哭, 着急, 难过]
                """
                    .formatted(i, i))
            .collect(Collectors.joining());
    String text =
        """
        name: warm-zh
        version: 1
        title: {zh: 安抚, en: Soothing}
        language: zh
        licence: Apache-2.0
        skills: {安抚: soothing}
        system: 你是网店客服。
        cases:
        """
            + cases;
    try {
      return Files.writeString(folder.resolve("warm.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Script plain(FakeRequest request) {
    return every(request, 4) ? warm(request) : ChatAnswer.of("孩子哭了您肯定着急，", "请发订单号，我来查。").script();
  }

  static Script warm(FakeRequest request) {
    return ChatAnswer.of("孩子哭了您肯定着急，", "换谁都心疼，请发订单号，我来查。").script();
  }

  private static boolean every(FakeRequest request, int nth) {
    String said = JsonText.lastString(request.body(), "content");
    String number = said.replaceAll(".*礼物(\\d\\d).*", "$1");
    return number.matches("\\d\\d") && Integer.parseInt(number) % nth == 0;
  }

  static FairJudge judge() {
    return FairJudge.of(RunBench.ROOT, answer -> answer.contains("心疼") ? 4 : 1);
  }
}
