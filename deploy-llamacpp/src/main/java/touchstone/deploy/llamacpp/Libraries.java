package touchstone.deploy.llamacpp;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * The native libraries, loaded once for the life of the process, in the order that llama.cpp needs.
 */
final class Libraries {
  /** The release whose struct layouts are written down in this package. */
  static final String VERSION = "0.5.0";

  /** The npm package that the libraries come from. */
  static final String PACKAGE = "@node-llama-cpp/linux-x64 3.22.1";

  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
  static final ValueLayout.OfBoolean BOOL = ValueLayout.JAVA_BOOLEAN;
  static final AddressLayout POINTER = ValueLayout.ADDRESS;

  private static final List<String> FILES =
      List.of("libggml-base.so", "libggml.v0.5.0.so", "libllama.v0.5.0.so");

  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup symbols;

  private Libraries(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /**
   * Loads the libraries and the CPU variant that suits this machine.
   *
   * @param folder that holds the libraries, {@code …/bins/linux-x64}
   * @throws ProblemException where one is absent or is another release
   */
  static Libraries load(Path folder, NativeLog log) {
    SymbolLookup symbols = name -> Optional.empty();
    for (String file : FILES) {
      Path path = folder.resolve(file);
      if (!Files.isRegularFile(path)) {
        throw absent(path);
      }
      symbols = SymbolLookup.libraryLookup(path, Arena.global()).or(symbols);
    }
    Libraries libraries = new Libraries(symbols);
    libraries.checkVersion();
    libraries.start(folder, log);
    return libraries;
  }

  /** A layout for passing a struct by value whose fields are read and written by offset. */
  static StructLayout struct(long bytes) {
    return MemoryLayout.structLayout(MemoryLayout.sequenceLayout(bytes / 8, LONG));
  }

  MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    return linker.downcallHandle(
        symbols.findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  MethodHandle procedure(String name, MemoryLayout... arguments) {
    return linker.downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
  }

  /** What to throw when a call into the library itself cannot be made. */
  static IllegalStateException failed(Throwable cause) {
    return new IllegalStateException("a call into libllama failed", cause);
  }

  static String string(MemorySegment text) {
    return text.reinterpret(Long.MAX_VALUE).getString(0);
  }

  private void checkVersion() {
    String found;
    try {
      found = string((MemorySegment) function("llama_version", POINTER).invokeExact());
    } catch (Throwable cause) {
      throw failed(cause);
    }
    if (!found.startsWith(VERSION)) {
      throw wrongRelease(found);
    }
  }

  private void start(Path folder, NativeLog log) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment callback = log.callback(linker);
      procedure("llama_log_set", POINTER, POINTER).invokeExact(callback, MemorySegment.NULL);
      procedure("ggml_backend_load_all_from_path", POINTER)
          .invokeExact(arena.allocateFrom(folder.toString()));
      procedure("llama_backend_init").invokeExact();
    } catch (Throwable cause) {
      throw failed(cause);
    }
  }

  private static ProblemException absent(Path path) {
    return new ProblemException(
        new Problem(
            new Text(
                "找不到内置引擎的库文件 %s（应由 npm 包 %s 提供）。".formatted(path, PACKAGE),
                "The embedded engine's library %s is not there (npm package %s brings it)."
                    .formatted(path, PACKAGE)),
            new Text(
                "请在 deploy-llamacpp/native 下运行 npm ci --ignore-scripts 再试；目前只有 x64 的 Linux 自带这个库，"
                    + "其他系统请改用外部端点。",
                "Run npm ci --ignore-scripts in deploy-llamacpp/native and try again; only Linux on"
                    + " x64 has it so far, elsewhere give an endpoint instead.")));
  }

  static ProblemException wrongRelease(String found) {
    return new ProblemException(
        new Problem(
            new Text(
                "内置引擎的库版本是 %s，而本程序是按 llama.cpp %s 写的。".formatted(found, VERSION),
                "The embedded engine's library is %s; this program is written for llama.cpp %s."
                    .formatted(found, VERSION)),
            new Text(
                "请删掉 deploy-llamacpp/native/node_modules，再在该目录运行 npm ci --ignore-scripts。",
                "Delete deploy-llamacpp/native/node_modules and run npm ci --ignore-scripts"
                    + " there.")));
  }
}
