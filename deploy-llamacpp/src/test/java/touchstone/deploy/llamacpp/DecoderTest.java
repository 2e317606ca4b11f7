package touchstone.deploy.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecoderTest {
  private static final int TOKENS = 1024;

  /** With a penalty, whose window of 1,024 tokens makes what is not given back plain to see. */
  private static final Drawing DRAWING =
      new Drawing(TOKENS, 1, 1, 40, 7, List.of(), 0.5, 0, Optional.empty());

  /** A client that is gone when its answer begins. */
  private static final Answer GONE =
      new Answer() {
        @Override
        public void begins() {
          throw new IllegalStateException("gone");
        }

        @Override
        public void says(String text) {}

        @Override
        public void ends(Finish finish, Tokens tokens) {}

        @Override
        public void fails(ApiFault fault) {}
      };

  @Test
  void a_job_that_cannot_begin_gives_its_sampler_back() throws Exception {
    Fixtures.launch();
    NativeLog log =
        new NativeLog(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    Libraries libraries = Libraries.load(NativeFolder.find(), log);
    try (Weights weights =
            Weights.load(libraries, log, Fixtures.model("tiny-llama.gguf"), share -> {});
        Decoder decoder = decoder(libraries, log, weights)) {
      fail(decoder, 1000);
      long before = residentKiB();
      fail(decoder, 20_000);
      assertThat(residentKiB() - before).isLessThan(40 * 1024);
      assertThat(decoder.active()).isZero();
    }
  }

  private static Decoder decoder(Libraries libraries, NativeLog log, Weights weights) {
    Context context = Context.create(libraries, log, weights, 1, TOKENS, 1);
    return new Decoder(context, weights, new Samplers(libraries, weights, TOKENS), false, TOKENS);
  }

  private static void fail(Decoder decoder, int times) {
    Job job = new Job(new Prompt(new int[] {1, 2, 3}, 0), DRAWING, Optional.empty(), GONE);
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(() -> decoder.start(job, Optional.empty())).hasMessage("gone");
    }
  }

  private static long residentKiB() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
