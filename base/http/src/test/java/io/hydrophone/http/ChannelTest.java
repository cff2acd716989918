package io.hydrophone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ChannelTest {
    private static final String SECRET = "0123456789abcdef0123456789";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** A slow machine is not taken for a client that went. */
    private static final ChannelOptions PATIENT = ChannelOptions.DEFAULT.withTimeouts(MINUTE, MINUTE);
    /** Where running out of patience is what the test is about; a slow machine has to open a channel within it. */
    private static final Duration SHORT = Duration.ofSeconds(4);

    private final BlockingQueue<Channel> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<ChannelEnd> ended = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<RawHttp> deaf = new ArrayList<>();
    private HttpServer server;

    @AfterEach
    void stop() throws IOException {
        for (RawHttp raw : deaf) {
            raw.close();
        }
        client.shutdownNow(); // close() would wait for the channels
        if (server != null) {
            server.close();
        }
    }

    private void serve(ServerOptions at, ChannelOptions options) {
        server = HttpServer.start(at, routes(options));
    }

    private void serve(ChannelOptions options) {
        serve(ServerOptions.local(0), options);
    }

    private Routes routes(ChannelOptions options) {
        return new Routes().channel("/feed", options, request -> {
            request.expectOnly("n");
            return new ChannelRoute.Listener() {
                @Override
                public void opened(Channel channel) {
                    opened.add(channel);
                }

                @Override
                public void received(Channel channel, byte[] bytes) {
                    channel.send("got " + bytes.length + " " + bytes[0]);
                }

                @Override
                public void received(Channel channel, String text) {
                    channel.send("heard " + text);
                }

                @Override
                public void closed(Channel channel, ChannelEnd end) {
                    ended.add(end);
                }
            };
        });
    }

    private Channel channel() throws InterruptedException {
        return opened.poll(60, TimeUnit.SECONDS);
    }

    private ChannelEnd end() throws InterruptedException {
        return ended.poll(60, TimeUnit.SECONDS);
    }

    private Reader connect(String... headers) throws Exception {
        return Reader.connect(client, server.uri().resolve("/feed?n=1"), headers);
    }

    private int refused(String path, String... headers) {
        Throwable refused =
                catchThrowable(() -> Reader.connect(client, server.uri().resolve(path), headers));
        assertThat(refused).hasCauseInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode();
    }

    /** Asks, and then reads nothing. */
    private RawHttp deaf() throws IOException {
        RawHttp raw = new RawHttp(server);
        deaf.add(raw);
        return raw.send("""
                GET /feed HTTP/1.1\r
                Host: localhost\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """);
    }

    @Test
    void messagesComeWholeAndInOrder() throws Exception {
        serve(PATIENT);
        Reader reader = connect();
        Channel channel = channel();
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 7;
        for (int i = 0; i < 200; i++) {
            assertThat(channel.send(("message " + i).getBytes(UTF_8))).isTrue();
        }
        assertThat(channel.send(large)).isTrue();
        for (int i = 0; i < 200; i++) {
            assertThat(reader.next()).asString(UTF_8).isEqualTo("message " + i);
        }
        assertThat(reader.next()).isEqualTo(large);
        assertThat(channel.client()).startsWith("127.0.0.1:");
    }

    @Test
    void whatComesIsHeardInOrderAndAnswered() throws Exception {
        serve(PATIENT);
        Reader reader = connect();
        for (int i = 1; i < 100; i++) {
            reader.socket()
                    .sendBinary(ByteBuffer.wrap(new byte[] {(byte) i}, 0, 1), true)
                    .get(60, TimeUnit.SECONDS);
        }
        reader.socket().sendText("Grüße", true).get(60, TimeUnit.SECONDS);
        for (int i = 1; i < 100; i++) {
            assertThat(reader.next()).asString(UTF_8).isEqualTo("got 1 " + i);
        }
        assertThat(reader.next()).asString(UTF_8).isEqualTo("heard Grüße");
    }

    @Test
    void aMessageIsOneFrame() throws Exception {
        serve(PATIENT);
        RawHttp raw = deaf();
        Channel channel = channel();
        channel.send(new byte[200_000]);
        channel.close();
        String frames = raw.rest();
        int body = frames.indexOf("\r\n\r\n") + 4;
        // FIN and binary, then a length of 64 bits.
        assertThat(frames.substring(0, body)).contains("101").doesNotContain("Extensions");
        assertThat((int) frames.charAt(body + 1)).isEqualTo(127);
    }

    @Test
    void theClientMayClose() throws Exception {
        serve(PATIENT);
        Reader reader = connect();
        Channel channel = channel();
        reader.socket().sendClose(1000, "enough").get(60, TimeUnit.SECONDS);
        assertThat(end()).isEqualTo(ChannelEnd.CLIENT);
        assertThat(channel.send(new byte[1])).isFalse();
    }

    @Test
    void theServerSaysGoodbye() throws Exception {
        serve(PATIENT);
        Reader reader = connect();
        channel();
        server.close();
        assertThat(reader.closed()).isEqualTo("1001 server");
        assertThat(end()).isEqualTo(ChannelEnd.SERVER);
        assertThat(ended).isEmpty();
    }

    @Test
    void whoDoesNotReadIsCutOffWhenTheNetworkTakesNoMore() throws Exception {
        serve(PATIENT.withTimeouts(SHORT, MINUTE));
        deaf();
        Channel channel = channel();
        byte[] megabyte = new byte[1 << 20];
        for (int i = 0; i < 12; i++) {
            channel.send(megabyte);
        }
        assertThat(end()).isEqualTo(ChannelEnd.WRITE_TIMEOUT);
        assertThat(channel.send(megabyte)).isFalse();
        assertThat(ended).isEmpty();
    }

    @Test
    void whoHasMoreWaitingThanWasAgreedIsCutOff() throws Exception {
        // A goodbye that is not taken ends with the time for writing.
        serve(PATIENT.withQueue(1_000, 4 << 20).withTimeouts(SHORT.multipliedBy(2), MINUTE));
        deaf();
        Channel channel = channel();
        byte[] megabyte = new byte[1 << 20];
        int sent = 0;
        while (channel.send(megabyte)) {
            sent++;
        }
        assertThat(sent).isBetween(4, 40);
        assertThat(end()).isEqualTo(ChannelEnd.QUEUE_FULL);
    }

    @Test
    void whoDoesNotAnswerAPingIsCutOff() throws Exception {
        serve(PATIENT.withTimeouts(MINUTE, SHORT));
        long begun = System.nanoTime();
        deaf();
        channel();
        assertThat(end()).isEqualTo(ChannelEnd.PING_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, MINUTE);
    }

    @Test
    void whoAnswersPingsMayBeSilent() throws Exception {
        Duration ping = SHORT.multipliedBy(2); // Of which half passes before it asks.
        serve(PATIENT.withTimeouts(MINUTE, ping));
        Reader reader = connect();
        Channel channel = channel();
        Thread.sleep(ping.plusSeconds(2));
        assertThat(channel.send(new byte[] {5})).isTrue();
        assertThat(reader.next()).containsExactly(5);
    }

    @Test
    void aMessageThatIsTooLongClosesTheChannel() throws Exception {
        serve(PATIENT);
        Reader reader = connect();
        channel();
        // The server may close before it has been written whole.
        reader.socket().sendBinary(ByteBuffer.allocate(64 << 10), true).exceptionally(broken -> reader.socket());
        assertThat(reader.closed()).startsWith("1009");
        assertThat(end()).isEqualTo(ChannelEnd.PROTOCOL);
    }

    @Test
    void noMoreThanWereAgreedAreOpen() throws Exception {
        serve(PATIENT.withMaxChannels(2));
        Reader first = connect();
        connect();
        assertThat(refused("/feed")).isEqualTo(503);
        first.socket().sendClose(1000, "").get(60, TimeUnit.SECONDS);
        assertThat(end()).isEqualTo(ChannelEnd.CLIENT);
        Reader third = connect();
        assertThat(third.socket().isInputClosed()).isFalse();
    }

    @Test
    void onlyTheTokenOpens() throws Exception {
        serve(new ServerOptions(ListenAddress.parse("0"), Token.of(SECRET, "here"), null, false), PATIENT);
        assertThat(refused("/feed")).isEqualTo(401);
        assertThat(refused("/feed", "Authorization", "Bearer wrong-and-long-enough"))
                .isEqualTo(401);
        assertThat(connect("Authorization", "Bearer " + SECRET).socket().isInputClosed())
                .isFalse();
    }

    @Test
    void aForeignPageMayNotRead() throws Exception {
        serve(PATIENT);
        assertThat(refused("/feed", "Origin", "https://evil.example")).isEqualTo(403);
        assertThat(refused("/feed", "Origin", "null")).isEqualTo(403);
        assertThat(connect("Origin", "http://localhost:8670").socket().isInputClosed())
                .isFalse();
    }

    @Test
    void whatIsNotUnderstoodIsRefusedBefore() throws Exception {
        serve(PATIENT);
        assertThat(refused("/feed?m=1")).isEqualTo(400);
        assertThat(refused("/nothing")).isEqualTo(404);
        HttpResponse<String> page = client.send(
                HttpRequest.newBuilder(URI.create(server.uri() + "/feed")).build(), BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(426);
        assertThat(page.body()).contains("upgrade-required", "ws://");
        assertThat(page.headers().firstValue("Upgrade")).hasValue("websocket");
    }
}
