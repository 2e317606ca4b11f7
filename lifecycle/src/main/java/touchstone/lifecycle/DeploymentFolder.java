package touchstone.lifecycle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * One deployment's folder: {@code ledger.jsonl} (the truth), {@code engine.log}, {@code
 * keeper.log}, {@code lock}, {@code wish} (what was asked of the owner last), {@code deadline}
 * (what the guard obeys), {@code key} (where requests must bear one; for its owner's eyes only).
 * All of it stays after release but the key.
 */
public record DeploymentFolder(Path path) {
  public String id() {
    return String.valueOf(path.getFileName());
  }

  public Path ledger() {
    return path.resolve("ledger.jsonl");
  }

  public Path engineLog() {
    return path.resolve("engine.log");
  }

  public Path keeperLog() {
    return path.resolve("keeper.log");
  }

  /** Holds, as text, the millisecond at which the guard ends the engine. */
  public Path deadline() {
    return path.resolve("deadline");
  }

  /** Holds the exit status of the last engine, written by the guard. */
  public Path exitStatus() {
    return path.resolve("exit");
  }

  public Path key() {
    return path.resolve("key");
  }

  Path lock() {
    return path.resolve("lock");
  }

  private Path wish() {
    return path.resolve("wish");
  }

  /** Its history, oldest first. */
  public List<Entry> entries() {
    return Ledger.read(ledger());
  }

  /** Where it stands by its ledger; empty where a crash left an empty folder. */
  public Optional<Life> life() {
    return Ledger.replay(entries());
  }

  /** Whether a process owns it now. */
  public boolean owned() {
    return Files.exists(path) && OwnerLock.held(lock());
  }

  /** Asks the owner for something; kept until an owner has written it into the ledger. */
  public void ask(Wish wish) {
    replace(wish(), wish.name());
  }

  /** What was asked for and not written down yet. */
  public Optional<Wish> asked() {
    return text(wish()).map(Wish::valueOf);
  }

  void done(Wish wish) {
    try {
      if (asked().filter(wish::equals).isPresent()) {
        Files.deleteIfExists(wish());
      }
    } catch (IOException e) {
      throw Faults.files(wish(), e);
    }
  }

  void limit(long deadlineMillis) {
    replace(deadline(), Long.toString(deadlineMillis));
  }

  /** When everything of it must have ended; empty before the first start. */
  public Optional<Long> limitMillis() {
    return text(deadline()).map(Long::valueOf);
  }

  /** The exit status of the last engine, where its guard left one. */
  public Optional<Integer> lastExit() {
    return text(exitStatus()).map(Integer::valueOf);
  }

  /** Keeps a key that only this user may read. */
  public void keep(String secret) {
    try {
      Files.deleteIfExists(key());
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            key(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(key(), secret);
    } catch (IOException e) {
      throw Faults.files(key(), e);
    }
  }

  /** The key, where requests must bear one. */
  public Optional<String> secret() {
    return text(key());
  }

  void forgetKey() {
    try {
      Files.deleteIfExists(key());
    } catch (IOException e) {
      throw Faults.files(key(), e);
    }
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(each -> !each.isEmpty());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw Faults.files(file, e);
    }
  }

  private static void replace(Path file, String text) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Faults.files(file, e);
    }
  }
}
