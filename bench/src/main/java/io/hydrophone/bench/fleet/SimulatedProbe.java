package io.hydrophone.bench.fleet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection that sends frames which are made already, and hears what is acknowledged. */
final class SimulatedProbe implements WebSocket.Listener {
    private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":(\\d+)");

    private WebSocket socket;
    private volatile long acknowledged;
    private volatile boolean ended;

    static SimulatedProbe connect(HttpClient client, URI intake, String name)
            throws InterruptedException, ExecutionException, TimeoutException {
        SimulatedProbe probe = new SimulatedProbe();
        URI uri = URI.create(intake + "?probe=" + name + "&epoch=1");
        probe.socket = client.newWebSocketBuilder().buildAsync(uri, probe).get(30, TimeUnit.SECONDS);
        return probe;
    }

    void send(byte[] frame) throws InterruptedException, ExecutionException, TimeoutException {
        socket.sendBinary(ByteBuffer.wrap(frame), true).get(30, TimeUnit.SECONDS);
    }

    /** The last sequence that the master has. */
    long acknowledged() {
        return acknowledged;
    }

    boolean ended() {
        return ended;
    }

    void close() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        Matcher sequence = SEQUENCE.matcher(data);
        if (sequence.find()) {
            acknowledged = Long.parseLong(sequence.group(1));
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        ended = true;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended = true;
    }
}
