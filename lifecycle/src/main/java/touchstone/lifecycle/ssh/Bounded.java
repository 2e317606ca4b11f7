package touchstone.lifecycle.ssh;

import java.io.ByteArrayOutputStream;

/** Keeps the first bytes of what is written and drops the rest. */
final class Bounded extends ByteArrayOutputStream {
  private final int most;

  Bounded(int most) {
    this.most = most;
  }

  @Override
  public synchronized void write(int value) {
    if (count < most) {
      super.write(value);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    super.write(bytes, from, Math.min(length, Math.max(0, most - count)));
  }
}
