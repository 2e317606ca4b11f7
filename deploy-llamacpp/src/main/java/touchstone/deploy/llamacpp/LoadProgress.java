package touchstone.deploy.llamacpp;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.DoubleConsumer;

/** Passes on how far the loading of a model has come, at most a hundred times. */
final class LoadProgress {
  private final DoubleConsumer to;
  private int lastPercent = -1;

  private LoadProgress(DoubleConsumer to) {
    this.to = to;
  }

  /** A {@code llama_progress_callback} that lives as long as the arena. */
  static MemorySegment callback(DoubleConsumer to, Arena arena)
      throws ReflectiveOperationException {
    var handle =
        MethodHandles.lookup()
            .findVirtual(
                LoadProgress.class,
                "accept",
                MethodType.methodType(boolean.class, float.class, MemorySegment.class))
            .bindTo(new LoadProgress(to));
    return Linker.nativeLinker()
        .upcallStub(
            handle,
            FunctionDescriptor.of(Libraries.BOOL, Libraries.FLOAT, Libraries.POINTER),
            arena);
  }

  /** Called by the library; true lets it go on. */
  @SuppressWarnings("unused")
  private boolean accept(float share, MemorySegment data) {
    int percent = (int) (share * 100);
    if (percent != lastPercent) {
      lastPercent = percent;
      to.accept(share);
    }
    return true;
  }
}
