package io.hydrophone.probe.master;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket to a master's intake that says what a test wants. */
final class IntakeClient implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebSocket socket;

    private IntakeClient() {}

    static IntakeClient connect(URI intake, String query) throws Exception {
        IntakeClient opened = new IntakeClient();
        opened.socket = opened.client
                .newWebSocketBuilder()
                .buildAsync(URI.create(intake + query), opened)
                .get(60, TimeUnit.SECONDS);
        return opened;
    }

    void send(byte[] frame) throws Exception {
        socket.sendBinary(ByteBuffer.wrap(frame), true).get(60, TimeUnit.SECONDS);
    }

    void say(String text) throws Exception {
        socket.sendText(text, true).get(60, TimeUnit.SECONDS);
    }

    /** The next text that came; null when none comes for a minute. */
    String text() throws InterruptedException {
        return texts.poll(60, TimeUnit.SECONDS);
    }

    boolean closed() throws Exception {
        return end.get(60, TimeUnit.SECONDS) > 0;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        texts.add(data.toString());
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        end.complete(status);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
