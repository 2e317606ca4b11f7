package touchstone.lifecycle.ssh;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** The user's ssh agent behind its Unix socket; it signs, and no key leaves it. */
final class AgentSocket extends AbstractAgentProxy {
  private static final int LONGEST_ANSWER = 1 << 18;

  private final SocketChannel socket;

  private AgentSocket(SocketChannel socket) {
    super(null);
    this.socket = socket;
  }

  /** Asks the agent at this socket whenever a server wants a signature; forwards it to nobody. */
  static SshAgentFactory at(Path path) {
    return new SshAgentFactory() {
      @Override
      public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
        return List.of();
      }

      @Override
      public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(UnixDomainSocketAddress.of(path));
        return new AgentSocket(socket);
      }

      @Override
      public SshAgentServer createServer(ConnectionService service) throws IOException {
        throw new IOException("the agent is not forwarded");
      }
    };
  }

  @Override
  protected synchronized Buffer request(Buffer buffer) throws IOException {
    ByteBuffer question = ByteBuffer.wrap(buffer.getCompactData());
    while (question.hasRemaining()) {
      socket.write(question);
    }
    DataInputStream in = new DataInputStream(Channels.newInputStream(socket));
    int length = in.readInt();
    if (length < 1 || length > LONGEST_ANSWER) {
      throw new IOException("the ssh agent's answer has " + length + " bytes");
    }
    byte[] answer = new byte[length];
    in.readFully(answer);
    return new ByteArrayBuffer(answer);
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
