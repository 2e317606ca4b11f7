package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.ProblemException;

class ChatAddressTest {
  @ParameterizedTest
  @CsvSource({
    "http://h:8000,               h:8000, /v1/chat/completions",
    "http://h:8000/,              h:8000, /v1/chat/completions",
    "http://h/v1,                 h,      /v1/chat/completions",
    "HTTP://h/v1/,                h,      /v1/chat/completions",
    "https://h/v1/chat/completions, h,    /v1/chat/completions",
    "https://h:443/api/paas/v4//, h,      /api/paas/v4/chat/completions",
    "http://my_llm:80/v1,         my_llm, /v1/chat/completions",
    "http://[::1]:9/v1,           [::1]:9, /v1/chat/completions",
    "https://h/d/chat/completions?api-version=2, h, /d/chat/completions?api-version=2",
    "http://h/chat/completions,   h,      /chat/completions"
  })
  void anyUsualWayToWriteAnAddressWorks(String url, String authority, String path) {
    ChatAddress address = ChatAddress.of(URI.create(url));
    assertThat(address.authority()).isEqualTo(authority);
    assertThat(address.chatPath()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://h/v1",
        "h:8000",
        "http:///v1",
        "http://h:x/",
        "http://h:70000/",
        "http://a:pw@h/v1"
      })
  void otherAddressesAreRefusedWithoutShowingSecrets(String url) {
    assertThatThrownBy(() -> ChatAddress.of(URI.create(url)))
        .isInstanceOf(ProblemException.class)
        .hasMessageNotContaining("pw");
  }

  @Test
  void theQueryIsNeverShown() {
    assertThat(ChatAddress.of(URI.create("http://h/v1?key=abc")).shown()).isEqualTo("http://h/v1");
  }
}
