package touchstone.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import touchstone.model.ProblemException;
import touchstone.model.Sample;
import touchstone.model.SampleKey;

/**
 * The append-only record of a run, one JSON line a sample. A batch is written in one piece and
 * flushed to the disk before it counts; what a crash tore off at the end is cut away when the log
 * is opened again, so that its batch is run again whole. Where a trial that was not answered is
 * asked again, its last record counts. Safe for use by several threads.
 */
public final class SampleLog implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final List<Sample> records;
  private final Map<SampleKey, Sample> last = new LinkedHashMap<>();

  private SampleLog(Path file, FileChannel channel, List<Sample> records) {
    this.file = file;
    this.channel = channel;
    this.records = records;
    records.forEach(sample -> last.put(sample.key(), sample));
  }

  /** A line of the file: the sample and how many lines its batch has. */
  record Line(int batchSize, Sample sample) {}

  /** Opens a log for appending, after cutting off an incomplete batch at its end. */
  public static SampleLog open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Whole whole = Files.exists(file) ? whole(file) : new Whole(new ArrayList<>(), 0);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(whole.bytes());
      channel.position(whole.bytes());
      return new SampleLog(file, channel, whole.samples());
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }

  /**
   * Reads a log without changing it: the last record of every trial, without an incomplete batch at
   * the end.
   */
  public static List<Sample> read(Path file) {
    try {
      return Files.exists(file) ? lastOfEach(whole(file).samples()) : List.of();
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }

  private static List<Sample> lastOfEach(List<Sample> records) {
    Map<SampleKey, Sample> last = new LinkedHashMap<>();
    records.forEach(sample -> last.put(sample.key(), sample));
    return List.copyOf(last.values());
  }

  /**
   * Appends a batch and returns when it is on the disk.
   *
   * @throws IllegalStateException if every trial of it was answered before
   */
  public synchronized void append(List<Sample> batch) {
    if (!batch.isEmpty() && batch.stream().map(Sample::key).allMatch(this::answered)) {
      throw new IllegalStateException("logged twice: " + batch.getFirst().key());
    }
    StringBuilder lines = new StringBuilder();
    for (Sample sample : batch) {
      lines.append(Json.mapper().writeValueAsString(new Line(batch.size(), sample))).append('\n');
    }
    write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
    batch.forEach(sample -> last.put(sample.key(), sample));
    records.addAll(batch);
  }

  /** The last record of every trial, in the order in which the trials came. */
  public synchronized List<Sample> samples() {
    return List.copyOf(last.values());
  }

  /** Everything that was ever logged, in order, with what later records replaced. */
  public synchronized List<Sample> records() {
    return List.copyOf(records);
  }

  /** Whether there is a record of this trial, however it ended. */
  public synchronized boolean contains(SampleKey key) {
    return last.containsKey(key);
  }

  /** Whether the model's part in this trial is known, so that nothing is left to ask. */
  public synchronized boolean answered(SampleKey key) {
    return Optional.ofNullable(last.get(key)).filter(each -> each.outcome().answered()).isPresent();
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }

  private void write(ByteBuffer bytes) {
    long start = -1;
    try {
      start = channel.position();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      cutBack(start);
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }

  /** A full disk may have taken half a batch; the file must end with a whole one. */
  private void cutBack(long start) {
    try {
      if (start >= 0 && channel.isOpen()) {
        channel.truncate(start);
      }
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }

  /** The whole batches of a file and where they end. */
  private record Whole(List<Sample> samples, long bytes) {}

  private static Whole whole(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    List<Sample> samples = new ArrayList<>();
    List<Sample> batch = new ArrayList<>();
    long end = 0;
    int start = 0;
    int number = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] != '\n') {
        continue;
      }
      Line line = parse(file, ++number, new String(all, start, i - start, StandardCharsets.UTF_8));
      start = i + 1;
      batch.add(line.sample());
      if (batch.size() == line.batchSize()) {
        samples.addAll(batch);
        batch.clear();
        end = start;
      }
    }
    return new Whole(samples, end);
  }

  private static Line parse(Path file, int number, String text) {
    try {
      return Json.mapper().readValue(text, Line.class);
    } catch (JacksonException e) {
      throw new ProblemException(Faults.broken(file, number, e.getOriginalMessage()), e);
    }
  }
}
