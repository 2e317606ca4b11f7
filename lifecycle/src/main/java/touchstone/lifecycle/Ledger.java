package touchstone.lifecycle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happened to one deployment, one JSON line an event, only ever added to. A line is on the
 * disk before what it announces is done; a line that a crash tore off is cut away. One writer at a
 * time, kept apart by {@link OwnerLock}; readers need no lock.
 */
public final class Ledger implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final FileChannel channel;

  private Ledger(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens a ledger for adding to it, after cutting off a torn last line. */
  public static Ledger open(Path file) {
    try {
      long whole = Files.exists(file) ? whole(Files.readAllBytes(file)) : 0;
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(whole);
      channel.position(whole);
      return new Ledger(file, channel);
    } catch (IOException e) {
      throw Faults.files(file, e);
    }
  }

  /** Adds a line and returns when it is on the disk. */
  public void append(Entry entry) {
    ByteBuffer line =
        ByteBuffer.wrap((JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException e) {
      throw Faults.files(file, e);
    }
  }

  /** Every whole line, oldest first. */
  public static List<Entry> read(Path file) {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      byte[] all = Files.readAllBytes(file);
      String text = new String(all, 0, whole(all), StandardCharsets.UTF_8);
      List<Entry> entries = new ArrayList<>();
      for (String line : text.lines().toList()) {
        entries.add(entry(file, entries.size() + 1, line));
      }
      return List.copyOf(entries);
    } catch (IOException e) {
      throw Faults.files(file, e);
    }
  }

  /** The life that the entries tell; empty where there are none. */
  public static Optional<Life> replay(List<Entry> entries) {
    List<Life> lives = history(entries);
    return lives.isEmpty() ? Optional.empty() : Optional.of(lives.getLast());
  }

  /** The lives that the entries tell, one after each entry. */
  public static List<Life> history(List<Entry> entries) {
    List<Life> lives = new ArrayList<>();
    Optional<Life> life = Optional.empty();
    for (Entry entry : entries) {
      life = Optional.of(after(life, entry));
      lives.add(life.get());
    }
    return List.copyOf(lives);
  }

  private static Life after(Optional<Life> life, Entry entry) {
    if (life.isEmpty()) {
      if (entry.event() instanceof Event.Requested requested) {
        return Machine.begin(requested, entry.atMillis());
      }
      throw new IllegalStateException("a ledger begins with a request, not " + entry);
    }
    return Machine.next(life.get(), entry.event(), entry.atMillis()).life();
  }

  private static Entry entry(Path file, int number, String line) {
    try {
      Entry entry = JSON.readValue(line, Entry.class);
      if (entry.event() == null) {
        throw Faults.broken(file, number, "no event");
      }
      return entry;
    } catch (JacksonException e) {
      throw Faults.broken(file, number, e.getOriginalMessage());
    }
  }

  /** Bytes up to and including the last line end. */
  private static int whole(byte[] all) {
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Faults.files(file, e);
    }
  }
}
