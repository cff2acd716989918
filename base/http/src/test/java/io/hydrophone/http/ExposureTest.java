package io.hydrophone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExposureTest {
    private static final String SECRET = "0123456789abcdef0123456789";
    private static final Routes ROUTES = new Routes().get("/", request -> Answer.text("here"));

    private static final HttpServer.Patience PATIENCE =
            new HttpServer.Patience(Duration.ofMinutes(1), Duration.ofSeconds(3), HttpServer.Patience.USUAL.stop());

    @TempDir
    Path dir;

    @Test
    void anAddressForOthersNeedsATokenAndTls() {
        ServerOptions open = new ServerOptions(ListenAddress.parse("0.0.0.0:0"), null, null, false);
        Problem problem = refused(open);
        assertThat(problem.code()).isEqualTo("exposed");
        assertThat(problem.action()).contains("--token-file", "--tls-cert", "--tls-key", "--insecure");
        ServerOptions half = new ServerOptions(open.address(), Token.of(SECRET, "here"), null, false);
        assertThat(refused(half).action()).contains("--tls-cert").doesNotContain("--token-file");
    }

    @Test
    void whoInsistsMayGoWithout() throws Exception {
        try (HttpServer server =
                HttpServer.start(new ServerOptions(ListenAddress.parse("0.0.0.0:0"), null, null, true), ROUTES)) {
            assertThat(get(HttpClient.newHttpClient(), local(server), null).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void onlyTheTokenOpens() throws Exception {
        ServerOptions options = new ServerOptions(ListenAddress.parse("0"), Token.of(SECRET, "here"), null, false);
        try (HttpServer server = HttpServer.start(options, ROUTES);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> without = get(client, server.uri(), null);
            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"hydrophone\"");
            for (String wrong :
                    new String[] {"Bearer " + SECRET + "x", "Bearer", "Bearer ", "Basic " + SECRET, SECRET}) {
                assertThat(get(client, server.uri(), wrong).statusCode())
                        .as(wrong)
                        .isEqualTo(401);
            }
            assertThat(get(client, server.uri(), "Bearer " + SECRET).body()).isEqualTo("here");
            assertThat(get(client, server.uri(), "bearer " + SECRET).body()).isEqualTo("here");
        }
        assertThat(options.toString()).doesNotContain(SECRET);
    }

    @Test
    void aTokenIsReadFromAFile() throws IOException {
        Path file = Files.writeString(dir.resolve("token"), SECRET + "\n");
        assertThat(Token.fromFile(file).isIn("Bearer " + SECRET)).isTrue();
        Files.writeString(file, "short\n");
        assertThat(catchThrowableOfType(ProblemException.class, () -> Token.fromFile(file))
                        .problem()
                        .code())
                .isEqualTo("bad-token");
        assertThat(catchThrowableOfType(ProblemException.class, () -> Token.fromFile(dir.resolve("none")))
                        .problem()
                        .code())
                .isEqualTo("no-token-file");
    }

    @Test
    void servesTlsFromPemFilesAndFromAStore() throws Exception {
        SelfSigned made = SelfSigned.make(dir);
        for (Tls tls : new Tls[] {new Tls.Pem(made.chain(), made.key()), new Tls.Pkcs12(made.store(), password())}) {
            ServerOptions options =
                    new ServerOptions(ListenAddress.parse("0.0.0.0:0"), Token.of(SECRET, "here"), tls, false);
            try (HttpServer server = HttpServer.start(options, ROUTES, PATIENCE);
                    HttpClient client = HttpClient.newBuilder()
                            .sslContext(trusting(made.certificate()))
                            .build()) {
                HttpResponse<String> response = get(client, local(server), "Bearer " + SECRET);
                assertThat(response.body()).isEqualTo("here");
                Thread.sleep(PATIENCE.request()
                        .plusSeconds(1)); // The patience of a request does not run between requests, below TLS neither.
                assertThat(get(client, local(server), "Bearer " + SECRET).body())
                        .isEqualTo("here");
                assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            }
        }
    }

    @Test
    void tellsWhatIsWrongWithAKeyFile() throws Exception {
        SelfSigned made = SelfSigned.make(dir);
        Path chain = made.chain();
        Path old = Files.writeString(
                dir.resolve("old.pem"), Files.readString(made.key()).replace("PRIVATE", "RSA PRIVATE"));
        Path wrong = Files.writeString(dir.resolve("wrong"), "wrong");
        assertThat(refused(tls(new Tls.Pem(chain, old))).action()).contains("openssl pkcs8");
        assertThat(refused(tls(new Tls.Pem(old, chain))).code()).isEqualTo("bad-tls-files");
        assertThat(refused(tls(new Tls.Pem(dir.resolve("none"), chain))).message())
                .contains("cannot be read");
        assertThat(refused(tls(new Tls.Pkcs12(made.store(), wrong))).code()).isEqualTo("bad-tls-files");
    }

    @Test
    void aTlsHandshakeThatDripsIsCutOff() throws Exception {
        Tls tls = new Tls.Pkcs12(SelfSigned.make(dir).store(), password());
        try (HttpServer server = HttpServer.start(tls(tls), ROUTES, PATIENCE);
                RawHttp raw = new RawHttp(server)) {
            // The head of a record of 512 bytes, then one byte of it at a time.
            raw.send("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");
            assertThat(raw.dripUntilClosed()).isBetween(PATIENCE.request().dividedBy(2), RawHttp.LIMIT);
        }
    }

    private static ServerOptions tls(Tls tls) {
        return new ServerOptions(ListenAddress.parse("0"), null, tls, false);
    }

    private static Problem refused(ServerOptions options) {
        return catchThrowableOfType(ProblemException.class, () -> HttpServer.start(options, ROUTES))
                .problem();
    }

    private static URI local(HttpServer server) {
        return URI.create(server.uri().toString().replace("0.0.0.0", "localhost"));
    }

    private static HttpResponse<String> get(HttpClient client, URI uri, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve("/"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private Path password() throws IOException {
        return Files.writeString(dir.resolve("password"), SelfSigned.PASSWORD + "\n");
    }

    private static SSLContext trusting(Certificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
