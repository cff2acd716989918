package io.hydrophone.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.ProblemException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private final CountDownLatch slowBegun = new CountDownLatch(1);
    private final CountDownLatch slowMayEnd = new CountDownLatch(1);
    private final AtomicInteger changes = new AtomicInteger();
    private final HttpServer server = HttpServer.start(
            ServerOptions.local(0),
            new Routes()
                    .get("/status", request -> {
                        request.expectOnly("n");
                        return Answer.json(
                                ("{\"n\":" + request.number("n", 7, 1, 10) + "}").getBytes(StandardCharsets.UTF_8));
                    })
                    .get(
                            "/thread",
                            request -> Answer.text("" + Thread.currentThread().isVirtual()))
                    .change("/update", request -> {
                        changes.incrementAndGet();
                        return Answer.text(request.parameters().toString());
                    })
                    .change("/change", request -> Answer.text("changed by " + request.client()))
                    .get("/broken", request -> {
                        throw new IllegalStateException("SELECT secret");
                    })
                    .get("/slow", request -> {
                        slowBegun.countDown();
                        slowMayEnd.await();
                        return Answer.text("done");
                    }),
            new HttpServer.Patience(
                    Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1))); // on a slow machine
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        slowMayEnd.countDown();
        client.close();
        server.close();
    }

    @Test
    void answersOnAVirtualThread() throws Exception {
        HttpResponse<String> response = get("/thread");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("true");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
        assertThat(response.headers().map()).doesNotContainKey("Server");
    }

    @Test
    void changesByPostAndGetButNotForAPageOfAnotherSite() throws Exception {
        assertThat(change("POST", null).statusCode()).isEqualTo(200);
        assertThat(change("GET", null).body()).isEqualTo("changed by 127.0.0.1");
        assertThat(change("GET", "same-origin").statusCode()).isEqualTo(200);
        assertThat(change("GET", "none").statusCode()).isEqualTo(200);
        assertThat(change("GET", "cross-site").statusCode()).isEqualTo(403);
        assertThat(change("POST", "same-site").body()).contains("foreign-page");
        HttpResponse<String> head = change("HEAD", null);
        assertThat(head.statusCode()).isEqualTo(405);
        assertThat(head.headers().firstValue("Allow")).hasValue("GET, POST");
    }

    private HttpResponse<String> change(String method, String site) throws Exception {
        java.net.http.HttpRequest.Builder request = java.net.http.HttpRequest.newBuilder(
                        server.uri().resolve("/change"))
                .method(method, BodyPublishers.noBody());
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void readsParameters() throws Exception {
        assertThat(get("/status").body()).isEqualTo("{\"n\":7}");
        assertThat(get("/status?n=3").body()).isEqualTo("{\"n\":3}");
        assertProblem(get("/status?n=11"), 400, "bad-parameter");
        assertProblem(get("/status?n=x"), 400, "bad-parameter");
        assertProblem(get("/status?m=1"), 400, "bad-parameter");
    }

    @Test
    void aChangeIsAskedForWithGetOrPost() throws Exception {
        assertThat(get("/update?n=1").body()).isEqualTo("{n=[1]}");
        assertThat(post("n=a+b%21", "application/x-www-form-urlencoded").body()).isEqualTo("{n=[a b!]}");
        assertThat(method("POST", "/update?n=2").body()).isEqualTo("{n=[2]}");
        assertThat(changes).hasValue(3);
        HttpResponse<String> head = method("HEAD", "/update?n=1");
        assertThat(head.statusCode()).isEqualTo(405);
        assertThat(head.headers().firstValue("Allow")).hasValue("GET, POST");
        assertProblem(post("{}", "application/json"), 400, "bad-form");
        assertProblem(post("n=" + "x".repeat(5_000), "application/x-www-form-urlencoded"), 400, "bad-form");
        assertProblem(post("n=%zz", "application/x-www-form-urlencoded"), 400, "bad-form");
        assertThat(changes).hasValue(3);
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() throws Exception {
        for (String site : List.of("cross-site", "same-site", "x")) {
            assertProblem(fetched("/update?n=1", site), 403, "foreign-page");
        }
        assertThat(changes).hasValue(0);
        assertThat(fetched("/update?n=1", "same-origin").statusCode()).isEqualTo(200);
        assertThat(fetched("/update?n=1", "none").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> fetched(String path, String site) throws Exception {
        return client.send(
                java.net.http.HttpRequest.newBuilder(URI.create(server.uri() + path))
                        .header("Sec-Fetch-Site", site)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body, String type) throws Exception {
        return client.send(
                java.net.http.HttpRequest.newBuilder(URI.create(server.uri() + "/update"))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void refusesAQueryThatIsNotWellEncoded() throws Exception {
        try (RawHttp raw = new RawHttp(server)) {
            raw.send("GET /status?n=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(raw.rest()).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() throws Exception {
        HttpResponse<String> head = method("HEAD", "/status");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).hasValue("7");
    }

    @Test
    void tellsWhatThereIsWhenSomethingElseIsAskedFor() throws Exception {
        HttpResponse<String> response = get("/nothing");
        assertProblem(response, 404, "no-such-page");
        assertThat(response.body()).contains("/status");
    }

    @Test
    void changesNothing() throws Exception {
        for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS"}) {
            HttpResponse<String> response = method(method, "/status");
            assertProblem(response, 405, "no-such-method");
            assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
        }
    }

    @Test
    void whatGoesWrongInsideStaysInside() throws Exception {
        HttpResponse<String> response = get("/broken");
        assertProblem(response, 500, "internal");
        assertThat(response.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void theSameAnswerIsNotSentTwice() throws Exception {
        String tag = get("/status").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = client.send(
                java.net.http.HttpRequest.newBuilder(uri("/status"))
                        .header("If-None-Match", tag)
                        .build(),
                BodyHandlers.ofString());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("/status?n=3").headers().firstValue("ETag").orElseThrow())
                .isNotEqualTo(tag);
    }

    @Test
    void aForeignSitesNameIsRefused() throws Exception {
        for (String host : new String[] {"evil.example", "evil.example:80", "127.0.0.1.evil.example"}) {
            try (RawHttp raw = new RawHttp(server)) {
                raw.send("GET /status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
                assertThat(raw.rest()).as(host).startsWith("HTTP/1.1 421").contains("not-this-host");
            }
        }
        for (String host : new String[] {"localhost", "LOCALHOST:1", "127.0.0.1:80", "[::1]:80"}) {
            try (RawHttp raw = new RawHttp(server)) {
                raw.send("GET /status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
                assertThat(raw.rest()).as(host).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void closingLetsAnswersEnd() throws Exception {
        CompletableFuture<HttpResponse<String>> slow = client.sendAsync(
                java.net.http.HttpRequest.newBuilder(uri("/slow")).build(), BodyHandlers.ofString());
        slowBegun.await();
        Thread closing = Thread.ofPlatform().start(server::close);
        assertThat(closing.join(Duration.ofMillis(500))).isFalse();
        slowMayEnd.countDown();
        assertThat(slow.get().body()).isEqualTo("done");
        closing.join();
    }

    @Test
    void tellsThatThePortIsTaken() {
        ServerOptions same = ServerOptions.local(server.uri().getPort());
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                ProblemException.class, () -> HttpServer.start(same, new Routes()))
                        .problem()
                        .code())
                .isEqualTo("address-in-use");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"code\":\"" + code + "\"").contains("\"status\":" + status);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return method("GET", path);
    }

    private HttpResponse<String> method(String method, String path) throws Exception {
        return client.send(
                java.net.http.HttpRequest.newBuilder(uri(path))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return server.uri().resolve(path);
    }
}
