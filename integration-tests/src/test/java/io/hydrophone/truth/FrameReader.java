package io.hydrophone.truth;

import io.hydrophone.report.snappy.Snappy;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Reads the frames of {@code /collector}, as any consumer would. */
final class FrameReader implements WebSocket.Listener, AutoCloseable {
    private static final int MAX_BYTES = 64 << 20;

    private final List<byte[]> messages = new ArrayList<>();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private WebSocket socket;

    static FrameReader connect(HttpClient client, URI server, String format) throws Exception {
        FrameReader reader = new FrameReader();
        URI collector = URI.create(server.toString().replaceFirst("^http", "ws") + "/collector?format=" + format);
        reader.socket =
                client.newWebSocketBuilder().buildAsync(collector, reader).get(60, TimeUnit.SECONDS);
        return reader;
    }

    @Override
    public synchronized CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        frame.writeBytes(bytes);
        if (last) {
            messages.add(Snappy.decompress(frame.toByteArray(), MAX_BYTES));
            frame.reset();
        }
        from.request(1);
        return null;
    }

    /** Those that have come, decompressed. */
    synchronized List<byte[]> messages() {
        return List.copyOf(messages);
    }

    boolean isOpen() {
        return !socket.isInputClosed();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
