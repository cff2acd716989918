package io.hydrophone.upkeep.deploy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * OpenSSH's {@code ssh-agent} at its socket. MINA's own needs a native library for what Java can do by now.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-miller-ssh-agent">SSH Agent Protocol</a>
 */
final class AgentSocket extends AbstractAgentProxy {
    /** As OpenSSH's own bound. */
    private static final int MAX_ANSWER_BYTES = 256 << 10;

    private final SocketChannel socket;

    private AgentSocket(Path path) throws IOException {
        super(null);
        socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * For sessions that may use it; others see an agent without keys.
     *
     * @param allowed tells of a session whether it may
     */
    static SshAgentFactory factory(Path path, AttributeKey<Boolean> allowed) {
        return new SshAgentFactory() {
            @Override
            public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
                return Boolean.TRUE.equals(session.getAttribute(allowed)) ? new AgentSocket(path) : new NoKeys();
            }

            @Override
            public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
                return List.of();
            }

            @Override
            public SshAgentServer createServer(ConnectionService service) {
                throw new UnsupportedOperationException("no agent is served");
            }
        };
    }

    @Override
    protected synchronized Buffer request(Buffer buffer) throws IOException {
        ByteBuffer asked = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
        while (asked.hasRemaining()) {
            socket.write(asked);
        }
        int length = read(4).getInt();
        if (length < 1 || length > MAX_ANSWER_BYTES) {
            throw new IOException("the SSH agent answers with " + length + " bytes");
        }
        return new ByteArrayBuffer(read(length).array());
    }

    private ByteBuffer read(int bytes) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(bytes);
        while (answer.hasRemaining()) {
            if (socket.read(answer) < 0) {
                throw new IOException("the SSH agent went away");
            }
        }
        return answer.flip();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** For who logs in otherwise: an agent's keys would use up the attempts that a server allows. */
    private static final class NoKeys extends AbstractAgentProxy {
        private NoKeys() {
            super(null);
        }

        @Override
        public Iterable<? extends Map.Entry<PublicKey, String>> getIdentities() {
            return List.of();
        }

        @Override
        protected Buffer request(Buffer buffer) throws IOException {
            throw new IOException("there is no agent");
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }
}
