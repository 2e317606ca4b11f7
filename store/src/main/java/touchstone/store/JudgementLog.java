package touchstone.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import touchstone.model.ProblemException;

/**
 * The append-only record of what a judge said in a run, one JSON line a judgement, on the disk
 * before it counts. What a crash tore off at the end is cut away when the log is opened again. Of
 * several judgements of one thing the last counts. Safe for use by several threads.
 */
public final class JudgementLog implements AutoCloseable {
  private final Path file;

  /** No channel: an interrupt at a deadline would close that for all threads. */
  private final RandomAccessFile out;

  private final Map<Judgement.Key, Judgement> last = new LinkedHashMap<>();

  private JudgementLog(Path file, RandomAccessFile out, List<Judgement> kept) {
    this.file = file;
    this.out = out;
    kept.forEach(each -> last.put(each.key(), each));
  }

  /** Opens a log for appending, after cutting off a torn line at its end. */
  public static JudgementLog open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Whole whole = Files.exists(file) ? whole(file) : new Whole(List.of(), 0);
      RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
      out.setLength(whole.bytes());
      out.seek(whole.bytes());
      return new JudgementLog(file, out, whole.judgements());
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }

  /** Reads a log without changing it, without a torn line at the end; empty where there is none. */
  public static List<Judgement> read(Path file) {
    try {
      Map<Judgement.Key, Judgement> last = new LinkedHashMap<>();
      if (Files.exists(file)) {
        whole(file).judgements().forEach(each -> last.put(each.key(), each));
      }
      return List.copyOf(last.values());
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }

  /** Appends a judgement and returns when it is on the disk. */
  public synchronized void append(Judgement judgement) {
    String line = Json.mapper().writeValueAsString(judgement) + "\n";
    try {
      long start = out.getFilePointer();
      try {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.getFD().sync();
      } catch (IOException e) {
        // A full disk may have taken half a line; the file must end with a whole one.
        out.setLength(start);
        out.seek(start);
        throw e;
      }
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
    last.put(judgement.key(), judgement);
  }

  /** The last judgement of everything, in the order in which they came first. */
  public synchronized List<Judgement> judgements() {
    return List.copyOf(last.values());
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new ProblemException(Faults.writing(file, e), e);
    }
  }

  /** The whole lines of a file and where they end. */
  private record Whole(List<Judgement> judgements, long bytes) {}

  private static Whole whole(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    List<Judgement> judgements = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == '\n') {
        String line = new String(all, start, i - start, StandardCharsets.UTF_8);
        judgements.add(parse(file, judgements.size() + 1, line));
        start = i + 1;
      }
    }
    return new Whole(judgements, start);
  }

  private static Judgement parse(Path file, int number, String line) {
    try {
      return Json.mapper().readValue(line, Judgement.class);
    } catch (JacksonException e) {
      throw new ProblemException(Faults.judgement(file, number, e.getOriginalMessage()), e);
    }
  }
}
