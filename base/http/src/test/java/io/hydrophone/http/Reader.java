package io.hydrophone.http;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that reads a WebSocket. */
final class Reader implements WebSocket.Listener {
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private volatile WebSocket socket;

    /** Connects; a failure tells the status of the refusal. */
    static Reader connect(HttpClient client, URI uri, String... headers) throws Exception {
        Reader reader = new Reader();
        WebSocket.Builder builder = client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        String address = uri.toString().replaceFirst("^http", "ws");
        reader.socket = builder.buildAsync(URI.create(address), reader).get(60, TimeUnit.SECONDS);
        return reader;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        part.writeBytes(bytes);
        if (last) {
            messages.add(part.toByteArray());
            part.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        return onBinary(from, StandardCharsets.UTF_8.encode(CharBuffer.wrap(data)), last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete("broken");
    }

    WebSocket socket() {
        return socket;
    }

    byte[] next() throws InterruptedException {
        return messages.poll(60, TimeUnit.SECONDS);
    }

    /** Code and reason, or {@code broken}. */
    String closed() throws Exception {
        return closed.get(60, TimeUnit.SECONDS);
    }
}
