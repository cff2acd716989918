package io.hydrophone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileClientTest {
    /** Nothing else is to be cut off, so it is longer than a slow machine takes for a request. */
    private static final Duration REQUEST = Duration.ofSeconds(4);

    private static final Duration LONG = Duration.ofMinutes(1);

    private final byte[] megabytes = new byte[32 << 20];
    private final HttpServer server = HttpServer.start(
            ServerOptions.local(0),
            new Routes()
                    .get("/", request -> Answer.text("here"))
                    .get("/large", request -> Answer.text("application/octet-stream", megabytes)),
            new HttpServer.Patience(LONG, REQUEST, HttpServer.Patience.USUAL.stop()));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRequestThatDripsIsCutOff() throws Exception {
        try (RawHttp raw = new RawHttp(server)) {
            raw.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
            assertThat(raw.dripUntilClosed()).isBetween(REQUEST.dividedBy(2), RawHttp.LIMIT);
        }
        assertServes();
    }

    @Test
    void anAnswerThatIsNotReadIsGivenUp() throws Exception {
        try (RawHttp raw = new RawHttp(server)) {
            raw.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(raw.dripUntilClosed()).isLessThan(RawHttp.LIMIT);
            assertThat(raw.rest().length()).isLessThan(megabytes.length);
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        assertServes();
    }

    @Test
    void aQuietConnectionBetweenRequestsIsKept() throws Exception {
        try (RawHttp raw = new RawHttp(server)) {
            raw.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Thread.sleep(REQUEST.plusSeconds(1));
            raw.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(raw.rest().split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }

    @Test
    void headersThatAreTooLongAreRefused() throws Exception {
        try (RawHttp raw = new RawHttp(server)) {
            raw.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(HttpServer.MAX_HEADER_BYTES) + "\r\n\r\n");
            assertThat(raw.rest()).startsWith("HTTP/1.1 431").contains("application/problem+json");
        }
        assertServes();
    }

    @Test
    void garbageIsRefused() throws Exception {
        Random random = new Random(20261121);
        for (int i = 0; i < 200; i++) {
            StringBuilder garbage = new StringBuilder();
            for (int n = 1 + random.nextInt(300); n > 0; n--) {
                garbage.append((char) random.nextInt(256));
            }
            try (RawHttp raw = new RawHttp(server)) {
                raw.send(garbage + "\r\n\r\n\r\n\r\n");
                String answer = raw.rest();
                assertThat(answer).doesNotContain("Exception", "<html");
                assertThat(answer)
                        .satisfiesAnyOf(
                                none -> assertThat(none).isEmpty(),
                                refusal -> assertThat(refusal).startsWith("HTTP/1.1 4"),
                                version -> assertThat(version).startsWith("HTTP/1.1 505"));
            } catch (java.net.SocketException e) {
                assertThat(e).hasMessageMatching(".*(reset|Broken pipe).*");
            }
        }
        assertServes();
    }

    @Test
    void manyHalfRequestsLeaveRoomInTheEnd() throws Exception {
        List<RawHttp> half = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                half.add(new RawHttp(server).send("GET / HT"));
            }
            awaitServes();
        } finally {
            for (RawHttp raw : half) {
                raw.close();
            }
        }
    }

    /** Who comes while there is no room may not even be connected. */
    private void awaitServes() throws Exception {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (true) {
            try {
                assertServes();
                return;
            } catch (IOException e) {
                assertThat(System.nanoTime()).as(e.toString()).isLessThan(deadline);
                Thread.sleep(100);
            }
        }
    }

    private void assertServes() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = server.uri().resolve("/");
            assertThat(client.send(
                                    java.net.http.HttpRequest.newBuilder(uri)
                                            .timeout(LONG)
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .isEqualTo("here");
        }
    }
}
