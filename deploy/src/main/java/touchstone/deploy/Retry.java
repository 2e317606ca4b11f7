package touchstone.deploy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import touchstone.model.Text;
import touchstone.model.Ticker;

/** Tries again after faults that may pass, waiting 1, 2, 4, … seconds. */
final class Retry {
  private static final int MOST = 4;

  private final Ticker ticker;
  private int fruitless;

  Retry(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Something that the network can spoil. */
  interface Attempt<T> {
    T run() throws SourceFailure, IOException, InterruptedException;
  }

  /** Runs a short question; a host that cannot be reached at all is not asked again. */
  static <T> T question(Ticker ticker, Attempt<T> attempt)
      throws SourceFailure, InterruptedException {
    Retry retry = new Retry(ticker);
    while (true) {
      try {
        return attempt.run();
      } catch (ConnectException | HttpTimeoutException e) {
        throw new SourceFailure(why(e), e);
      } catch (IOException e) {
        retry.after(e, false);
      }
    }
  }

  /**
   * Waits before the next try.
   *
   * @param progress whether the last try brought anything; that forgives earlier faults
   */
  void after(IOException fault, boolean progress) throws SourceFailure, InterruptedException {
    fruitless = progress ? 1 : fruitless + 1;
    if (fruitless > MOST) {
      throw new SourceFailure(why(fault), fault);
    }
    Duration asked = fault instanceof Busy busy ? busy.pause() : Duration.ZERO;
    Duration backOff = Duration.ofSeconds(1L << (fruitless - 1));
    ticker.sleep(asked.compareTo(backOff) > 0 ? asked : backOff);
  }

  private static String said(IOException fault) {
    return Optional.ofNullable(fault.getMessage()).orElse(fault.getClass().getSimpleName());
  }

  /** A fault of the network in words. */
  static Text why(IOException fault) {
    return switch (fault) {
      case HttpConnectTimeoutException _ -> new Text("连接超时", "connecting took too long");
      case ConnectException _ -> new Text("连不上", "no connection");
      case HttpTimeoutException _ -> new Text("一直没有回应", "no answer");
      case Chunks.StalledException _ -> new Text("传输中断，长时间没有数据", "the transfer stalled");
      case Busy busy -> new Text("服务器回答 " + busy.getMessage(), "it answered " + busy.getMessage());
      default -> new Text("连接中断：" + said(fault), "the connection broke: " + said(fault));
    };
  }
}
