package touchstone.deploy.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTextTest {
  @Test
  void half_a_character_waits_for_its_other_half() {
    AnswerText text = new AnswerText(List.of(), false);
    byte[] bytes = "好😀".getBytes(StandardCharsets.UTF_8);
    StringBuilder all = new StringBuilder();
    for (byte each : bytes) {
      String shown = text.add(new byte[] {each});
      assertThat(shown).doesNotContain("\uFFFD");
      all.append(shown);
    }
    assertThat(all.append(text.end())).hasToString("好😀");
  }

  @Test
  void a_character_that_never_completes_becomes_a_replacement() {
    AnswerText text = new AnswerText(List.of(), false);
    assertThat(text.add(new byte[] {'a', (byte) 0xe5, (byte) 0xa5})).isEqualTo("a");
    assertThat(text.end()).isEqualTo("\uFFFD");
  }

  @Test
  void a_stop_string_over_several_tokens_is_never_shown() {
    AnswerText text = new AnswerText(List.of("STOP"), false);
    assertThat(text.add(bytes("one S"))).isEqualTo("one ");
    assertThat(text.add(bytes("TO"))).isEmpty();
    assertThat(text.add(bytes("P two"))).isEmpty();
    assertThat(text.stopped()).isTrue();
    assertThat(text.end()).isEmpty();
  }

  @Test
  void what_only_looked_like_a_stop_string_is_shown_after_all() {
    AnswerText text = new AnswerText(List.of("STOP", "OX"), false);
    assertThat(text.add(bytes("STO"))).isEmpty();
    assertThat(text.add(bytes("RE"))).isEqualTo("STORE");
    assertThat(text.add(bytes("O"))).isEmpty();
    assertThat(text.end()).isEqualTo("O");
    assertThat(text.stopped()).isFalse();
  }

  @Test
  void the_first_of_several_stop_strings_counts() {
    AnswerText text = new AnswerText(List.of("c", "b"), false);
    assertThat(text.add(bytes("abc"))).isEqualTo("a");
  }

  @Test
  void leading_white_space_goes_where_the_format_says_so() {
    AnswerText text = new AnswerText(List.of("\n"), true);
    assertThat(text.add(bytes(" \n"))).isEmpty();
    assertThat(text.add(bytes(" hello \nmore"))).isEqualTo("hello ");
    assertThat(text.stopped()).isTrue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
