package io.hydrophone.bench.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Many connections, on each of which a request follows the answer to the one before. One thread, so that the server has the rest. */
final class HttpLoad implements AutoCloseable {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "content-length:";

    /** A connection that waits for an answer. */
    private static final class Client {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(4 << 10);

        private Client(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final byte[] request;
    private long answered;
    private long failed;

    HttpLoad(String host, int port, int connections, byte[] request) throws IOException {
        this.request = request;
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(host, port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Client client = new Client(channel);
            channel.register(selector, SelectionKey.OP_READ, client);
            clients.add(client);
        }
    }

    /** Asks on all connections for so long. Returns answers a second; those still to come are waited for, and not counted. */
    double run(long nanos) throws IOException {
        long before = answered;
        long begun = System.nanoTime();
        for (Client client : clients) {
            ask(client);
        }
        int waiting = clients.size();
        long during = 0;
        while (waiting > 0) {
            boolean goesOn = System.nanoTime() - begun < nanos;
            during = goesOn ? answered : during;
            selector.select(1_000);
            for (SelectionKey key : selector.selectedKeys()) {
                waiting -= read((Client) key.attachment(), key, goesOn) ? 0 : 1;
            }
            selector.selectedKeys().clear();
        }
        return (during - before) * 1e9 / nanos;
    }

    /** Answers of another status, and connections that ended. */
    long failed() {
        return failed;
    }

    private void ask(Client client) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) { // Less than a socket's buffer: it goes at once.
            client.channel.write(out);
        }
    }

    /** Whether an answer is still to come. */
    private boolean read(Client client, SelectionKey key, boolean goesOn) throws IOException {
        if (client.channel.read(client.in) < 0) {
            failed++;
            key.cancel();
            return false;
        }
        if (!isWhole(client.in)) {
            return true;
        }
        answered++;
        failed += client.in.get(9) == '2' ? 0 : 1; // HTTP/1.1 2xx
        client.in.clear();
        if (goesOn) {
            ask(client);
        }
        return goesOn;
    }

    private static boolean isWhole(ByteBuffer in) {
        String text = StandardCharsets.ISO_8859_1.decode(in.duplicate().flip()).toString();
        int head = text.indexOf(new String(END_OF_HEAD, StandardCharsets.US_ASCII));
        int length = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (head < 0 || length < 0 || length > head) {
            return false;
        }
        int end = text.indexOf('\r', length);
        int body =
                Integer.parseInt(text.substring(length + LENGTH.length(), end).strip());
        return text.length() >= head + END_OF_HEAD.length + body;
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.channel.close();
        }
        selector.close();
    }
}
