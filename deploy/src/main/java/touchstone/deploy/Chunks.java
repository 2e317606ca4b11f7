package touchstone.deploy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A response body that is taken chunk by chunk, with a limit on how long each may be waited for.
 * One thread takes; the HTTP client fills, one chunk ahead.
 */
final class Chunks implements HttpResponse.BodySubscriber<Chunks>, AutoCloseable {
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  private sealed interface Event {}

  private record Data(List<ByteBuffer> buffers) implements Event {}

  private record End() implements Event {}

  private record Broken(Throwable cause) implements Event {}

  /** Nothing arrived for as long as was allowed. */
  static final class StalledException extends IOException {
    private static final long serialVersionUID = 1;

    StalledException(Duration limit) {
      super("nothing arrived for " + limit.toSeconds() + " s");
    }
  }

  /** The next chunk, empty at the end. */
  Optional<List<ByteBuffer>> take(Duration limit) throws IOException, InterruptedException {
    Event event = events.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    return switch (event) {
      case null -> throw new StalledException(limit);
      case Data data -> {
        subscription.join().request(1);
        yield Optional.of(data.buffers());
      }
      case End _ -> Optional.empty();
      case Broken broken -> throw new IOException(broken.cause().getMessage(), broken.cause());
    };
  }

  /** All that is left, as text; an error where it is longer than the limit. */
  byte[] all(int most, Duration limit) throws IOException, InterruptedException {
    var bytes = new java.io.ByteArrayOutputStream();
    for (var chunk = take(limit); chunk.isPresent(); chunk = take(limit)) {
      for (ByteBuffer buffer : chunk.get()) {
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        bytes.writeBytes(part);
      }
      if (bytes.size() > most) {
        throw new IOException("answer longer than " + most + " bytes");
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    var _ = subscription.thenAccept(Flow.Subscription::cancel);
  }

  @Override
  public CompletionStage<Chunks> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription.complete(given);
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Data(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Broken(cause));
  }

  @Override
  public void onComplete() {
    events.add(new End());
  }
}
