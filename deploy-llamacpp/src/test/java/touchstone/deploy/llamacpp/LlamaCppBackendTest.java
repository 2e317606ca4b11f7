package touchstone.deploy.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.deploy.LocalModel;
import touchstone.deploy.PromptFormat;
import touchstone.model.Candidate;
import touchstone.model.Facts;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Progress;

class LlamaCppBackendTest {
  @TempDir Path folder;

  @Test
  void a_deployment_tells_its_facts_and_its_work() throws Exception {
    LlamaCppDeployment deployment = deploy(Fixtures.model("tiny-qwen3.gguf"));
    Facts facts = deployment.facts();
    assertThat(facts.engine()).isEqualTo("llama.cpp (embedded)");
    assertThat(facts.engineVersion()).contains("3.22.1");
    assertThat(facts.contextTokens()).isEqualTo(512);
    assertThat(facts.details().get("cpu variant")).isNotEqualTo("unknown");
    assertThat(deployment.endpoint().takesBatches()).isTrue();
    assertThat(deployment.engineSeconds()).isPositive();
    deployment.close();
    deployment.close();
    assertThat(deployment.failure()).isEmpty();
    assertThat(deployment.engineSeconds()).isPositive();
  }

  @Test
  void a_killed_engine_leaves_a_cause_and_the_caller_alive() throws Exception {
    try (LlamaCppDeployment deployment = deploy(Fixtures.model("tiny-llama.gguf"))) {
      ProcessHandle engine = ProcessHandle.of(deployment.processId()).orElseThrow();
      engine.destroyForcibly();
      engine.onExit().get(5, TimeUnit.SECONDS);
      Optional<Problem> failure = deployment.failure();
      for (int i = 0; i < 100 && failure.isEmpty(); i++) {
        Thread.sleep(20);
        failure = deployment.failure();
      }
      assertThat(failure.orElseThrow().what().en()).contains("SIGKILL");
      assertThat(deployment.engineSeconds()).isPositive();
    }
  }

  @Test
  void an_engine_dies_with_a_parent_that_is_killed() throws Exception {
    List<String> command = new ArrayList<>(Fixtures.launch().command());
    command.remove(command.size() - 1);
    command.addAll(List.of(Parent.class.getName(), Fixtures.model("tiny-llama.gguf").toString()));
    command.add(1, "-Dtouchstone.root=" + Fixtures.root());
    Process parent =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader said = parent.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle engine = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
      assertThat(engine.isAlive()).isTrue();
      parent.destroyForcibly();
      engine.onExit().get(5, TimeUnit.SECONDS);
      assertThat(engine.isAlive()).isFalse();
    }
  }

  /** A process of its own that starts an engine and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(deploy(Path.of(arguments[0])).processId());
      Thread.sleep(Duration.ofMinutes(1));
    }
  }

  @Test
  void a_cut_file_is_a_problem_and_not_a_crash() throws Exception {
    byte[] bytes = Files.readAllBytes(Fixtures.model("tiny-llama.gguf"));
    Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(bytes, bytes.length - 5000));
    assertThatThrownBy(() -> deploy(cut))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("cut.gguf")
        .hasMessageContaining("fetch it again");
  }

  @Test
  void an_architecture_that_nobody_knows_is_quoted() throws Exception {
    String text =
        new String(
            Files.readAllBytes(Fixtures.model("tiny-llama.gguf")), StandardCharsets.ISO_8859_1);
    Path file =
        Files.write(
            folder.resolve("odd.gguf"),
            text.replace("llama", "lxama").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> deploy(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("unknown model architecture: 'lxama'");
  }

  @Test
  void too_large_a_context_shows_every_term_of_the_sum() {
    MemoryNeed need = new MemoryNeed(1L << 30, 2L << 30, 1L << 28);
    assertThatThrownBy(() -> need.check(java.util.OptionalLong.of(3L << 30)))
        .hasMessageContaining("3.3 GiB (weights 1.00 + context 2.00 + work 0.25)");
  }

  @Test
  void a_process_that_is_no_engine_is_told_apart() {
    EngineLaunch launch = Fixtures.launch();
    EngineLaunch wrong =
        new EngineLaunch(
            launch.java(),
            launch.jvm(),
            launch.classPath(),
            List.of("no.such.Main"),
            launch.logs(),
            1,
            4,
            12,
            Duration.ofSeconds(20));
    assertThatThrownBy(() ->
            EngineProcess.start(
                wrong,
                Fixtures.settings("tiny-llama.gguf", Fixtures.TEMPLATE),
                Progress.silent(),
                System::nanoTime))
        .hasMessageContaining("exit status 1")
        .hasMessageContaining("no.such.Main");
  }

  @Test
  void a_model_under_8_MiB_decodes_on_one_thread() throws Exception {
    Path small = Fixtures.model("tiny-llama.gguf");
    Path large = Files.copy(small, folder.resolve("large.gguf"));
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(8 << 20);
    }
    EngineLaunch launch = Fixtures.launch().sized(2, 4, 12);
    try (LlamaCppDeployment one = deploy(small, launch);
        LlamaCppDeployment all = deploy(large, launch)) {
      assertThat(one.facts().details()).containsEntry("threads", "1");
      assertThat(all.facts().details()).containsEntry("threads", "2");
    }
  }

  private static LlamaCppDeployment deploy(Path file) {
    return deploy(file, Fixtures.launch());
  }

  private static LlamaCppDeployment deploy(Path file, EngineLaunch launch) {
    LocalModel model = new LocalModel("tiny", file, "F32", 512, new PromptFormat.ModelTemplate(""));
    LlamaCppBackend backend = new LlamaCppBackend((candidate, progress) -> model, launch);
    Candidate candidate =
        new Candidate("a", "tiny", new Candidate.ModelFile(file), Optional.empty());
    assertThat(backend.takes(candidate)).isTrue();
    return (LlamaCppDeployment) backend.deploy(candidate, Progress.silent());
  }
}
