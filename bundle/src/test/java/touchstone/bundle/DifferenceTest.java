package touchstone.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.store.Json;

class DifferenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"b\":[1,2]} | {\"a\":1,\"b\":[1,3]} | /b/1 | 2 | 3",
        "{\"a\":1} | {\"a\":1,\"c\":null} | /c | '' | null",
        "[{\"x/y~\":true}] | [{\"x/y~\":false}] | /0/x~1y~0 | true | false",
        "[1] | [1,\"二\"] | /1 | '' | \"二\"",
        "{\"a\":{}} | {\"a\":[]} | /a | {} | []",
        "1 | 2 | '' | 1 | 2",
      })
  void is_named_by_its_pointer(
      String stored, String recomputed, String pointer, String was, String is) {
    assertThat(between(stored, recomputed)).containsExactly(new Difference(pointer, was, is));
  }

  @Test
  void the_order_of_fields_is_none() {
    assertThat(between("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}")).isEmpty();
  }

  private static List<Difference> between(String stored, String recomputed) {
    return Difference.between(Json.mapper().readTree(stored), Json.mapper().readTree(recomputed));
  }
}
