package io.hydrophone.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Stands between clients and a server, on a loopback port of its own, and writes down what each side says: bytes as
 * they were read, in an order in which nothing comes before what caused it, since it is written down before it is
 * handed on. Of what the bytes mean it knows nothing.
 */
public final class RecordingProxy implements AutoCloseable {
    private static final int READ_BYTES = 1 << 15;
    /** How long connections may take to end; a replica's stream does not by itself. */
    private static final int CLOSING_MILLIS = 2000;

    private final int target;
    private final ServerSocket listener;
    private final Consumer<byte[]> greeted;
    private final List<Conversation> conversations = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * What one side said, as much as was read at once.
     *
     * @param nanos of {@link System#nanoTime}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Chunk(boolean fromClient, byte[] bytes, long nanos) {}

    private RecordingProxy(int target, ServerSocket listener, Consumer<byte[]> greeted) {
        this.target = target;
        this.listener = listener;
        this.greeted = greeted;
    }

    /**
     * Begins to listen.
     *
     * @param target the server's port of 127.0.0.1
     * @param greeted is given the first bytes of the server on each connection, before the client is
     */
    public static RecordingProxy before(int target, Consumer<byte[]> greeted) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            RecordingProxy proxy = new RecordingProxy(target, listener, greeted);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = listener.accept();
                Conversation conversation = new Conversation(client, connect(client));
                synchronized (conversations) {
                    conversations.add(conversation);
                }
                threads.execute(() -> conversation.pass(true));
                threads.execute(() -> conversation.pass(false));
            } catch (IOException e) {
                return; // closed, or the server is not there
            }
        }
    }

    private Socket connect(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            return server;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    /** Ends what is still open, and tells of each connection what was said, in the order in which they began. */
    public List<List<Chunk>> recorded() {
        close();
        synchronized (conversations) {
            return conversations.stream().map(Conversation::chunks).toList();
        }
    }

    /** Waits until the clients have ended their connections, at most for a while, then ends what is left. */
    @Override
    public void close() {
        try {
            listener.close();
            for (int i = 0; i < CLOSING_MILLIS / 20 && !allClosed(); i++) {
                Pause.of(Duration.ofMillis(20));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (conversations) {
                conversations.forEach(Conversation::close);
            }
            threads.close();
        }
    }

    private boolean allClosed() {
        synchronized (conversations) {
            return conversations.stream().allMatch(Conversation::closed);
        }
    }

    private final class Conversation {
        private final Socket client;
        private final Socket server;
        private final List<Chunk> chunks = new ArrayList<>();
        private boolean serverSpoke;

        Conversation(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        /** Hands on what one side says until it ends. */
        void pass(boolean fromClient) {
            Socket from = fromClient ? client : server;
            Socket to = fromClient ? server : client;
            byte[] buffer = new byte[READ_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    note(fromClient, Arrays.copyOf(buffer, count));
                    out.write(buffer, 0, count);
                }
                to.shutdownOutput();
            } catch (IOException e) {
                close(); // one side broke the connection: the other learns of it
            }
        }

        private void note(boolean fromClient, byte[] bytes) {
            if (!fromClient && !serverSpoke) {
                serverSpoke = true;
                greeted.accept(bytes);
            }
            synchronized (chunks) {
                chunks.add(new Chunk(fromClient, bytes, System.nanoTime()));
            }
        }

        List<Chunk> chunks() {
            synchronized (chunks) {
                return List.copyOf(chunks);
            }
        }

        boolean closed() {
            return client.isClosed() || (client.isOutputShutdown() && server.isOutputShutdown());
        }

        void close() {
            try {
                client.close();
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
