package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import touchstone.model.Dimension;
import touchstone.model.Problem;
import touchstone.model.Text;
import touchstone.store.Json;
import touchstone.store.RunFolder;

class JournalTest {
  private static final Text PHASE = new Text("答题", "cases");

  @TempDir Path temp;
  private long millis = 1_000_000;

  @Test
  void progress_is_written_once_a_second_and_never_without_its_end() throws Exception {
    Journal journal = begin();
    for (int done = 0; done <= 100; done++) {
      journal.on(new RunEvent.Advanced("a", PHASE, done, 100, OptionalDouble.of(100 - done)));
      millis += 100;
    }
    assertThat(lines()).filteredOn(each -> kind(each).equals("progress")).hasSizeBetween(10, 13);
    assertThat(lines().getLast().path("done").intValue()).isEqualTo(100);
  }

  @Test
  void what_waited_for_its_second_is_written_before_the_next_phase_and_the_end() throws Exception {
    Journal journal = begin();
    journal.on(new RunEvent.Advanced("a", PHASE, 1, 10, OptionalDouble.empty()));
    journal.on(new RunEvent.Advanced("a", PHASE, 7, 10, OptionalDouble.empty()));
    journal.on(new RunEvent.Advanced("b", PHASE, 0, 10, OptionalDouble.empty()));
    journal.on(new RunEvent.Advanced("b", PHASE, 4, 10, OptionalDouble.empty()));
    journal.failed(new Problem(Text.same("what"), Text.same("next")));
    assertThat(lines())
        .extracting(each -> kind(each) + each.path("done").asString(""))
        .containsExactly("session", "progress1", "progress7", "progress0", "progress4", "end");
  }

  @Test
  void scores_bear_the_names_of_selection_files() throws Exception {
    begin()
        .on(new RunEvent.Scores(Map.of("a", Map.of(Dimension.MEMORY, new RunEvent.Mean(3.5, 4)))));
    assertThat(lines().getLast().at("/scores/a/memory/value").doubleValue()).isEqualTo(3.5);
    assertThat(lines().getLast().at("/scores/a/memory/n").intValue()).isEqualTo(4);
  }

  @Test
  void a_line_that_a_crash_tore_does_not_swallow_the_next() throws Exception {
    begin();
    Files.writeString(folder().journal(), "{\"kind\":\"no", StandardOpenOption.APPEND);
    begin().on(new RunEvent.Note(new Text("继续", "on")));
    List<String> raw = Files.readAllLines(folder().journal());
    assertThat(raw).hasSize(4);
    assertThat(raw.get(3)).contains("继续");
  }

  @Test
  void a_status_tells_who_works_and_how_it_ended() {
    assertThat(RunStatus.of(folder()).state()).isEqualTo(RunStatus.State.STOPPED);
    Journal journal = begin();
    RunStatus working = RunStatus.of(folder());
    assertThat(working.state()).isEqualTo(RunStatus.State.RUNNING);
    assertThat(working.process()).contains(ProcessHandle.current());
    Problem problem = new Problem(new Text("坏了", "broken"), new Text("修", "mend"));
    journal.failed(problem);
    assertThat(RunStatus.of(folder()).state()).isEqualTo(RunStatus.State.FAILED);
    assertThat(RunStatus.of(folder()).problem()).contains(problem);
  }

  @Test
  void another_process_of_the_same_number_is_not_the_one_that_worked() {
    long pid = ProcessHandle.current().pid();
    new RunStatus(RunStatus.State.RUNNING, pid, 12, Optional.empty()).write(folder());
    assertThat(RunStatus.of(folder()).state()).isEqualTo(RunStatus.State.STOPPED);
    assertThat(RunStatus.of(folder()).process()).isEmpty();
  }

  private Journal begin() {
    return Journal.begin(folder(), () -> Instant.ofEpochMilli(millis));
  }

  private RunFolder folder() {
    return new RunFolder(temp);
  }

  private List<JsonNode> lines() throws Exception {
    return Files.readAllLines(folder().journal()).stream()
        .map(each -> Json.mapper().readTree(each))
        .toList();
  }

  private static String kind(JsonNode line) {
    return line.path("kind").stringValue();
  }
}
