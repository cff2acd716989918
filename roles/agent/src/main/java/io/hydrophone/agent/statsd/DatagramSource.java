package io.hydrophone.agent.statsd;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Where datagrams come from. One thread receives. */
interface DatagramSource extends Closeable {
    /** As large as UDP's can be. */
    int MAX_BYTES = 65_536;

    /**
     * Waits for the next one.
     *
     * @return its length; −1 when none came for a while
     * @throws IOException also when it was closed meanwhile
     */
    int receive() throws IOException;

    /** Where the last one lies, from the beginning on. */
    byte[] bytes();

    /** Of UDP. */
    final class Udp implements DatagramSource {
        /** Asked for; the system gives what it allows. */
        private static final int BUFFER_BYTES = 8 << 20;

        private final DatagramChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);

        Udp(String host, int port) throws IOException {
            channel = DatagramChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
                channel.bind(new InetSocketAddress(host, port));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        int port() throws IOException {
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        }

        @Override
        public int receive() throws IOException {
            buffer.clear();
            channel.receive(buffer);
            return buffer.position();
        }

        @Override
        public byte[] bytes() {
            return buffer.array();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
