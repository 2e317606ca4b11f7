package touchstone.endpoint;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The engines that tests run with. On Linux that is both, and a machine that refuses epoll fails
 * them; elsewhere the opt-out named {@code epoll-needs-linux} is printed.
 */
final class Engines implements ArgumentsProvider {
  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return all(context.getRequiredTestClass()).stream().map(Arguments::of);
  }

  private static List<EngineKind> all(Class<?> asking) {
    return onLinux(asking) ? List.of(EngineKind.values()) : List.of(EngineKind.NIO);
  }

  /** Whether the epoll engine must work here; else prints what does not run, and why. */
  static boolean onLinux(Class<?> asking) {
    String system = System.getProperty("os.name");
    if (system.equals("Linux")) {
      return true;
    }
    System.out.println(
        "opt-out epoll-needs-linux: "
            + asking.getSimpleName()
            + " runs without the epoll engine on "
            + system);
    return false;
  }
}
