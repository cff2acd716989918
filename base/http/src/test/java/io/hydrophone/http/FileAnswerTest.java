package io.hydrophone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a directory, served below a path. */
class FileAnswerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final byte[] content = new byte[5 * FileBody.PORTION + 17];
    private final AtomicReference<FileChannel> opened = new AtomicReference<>();

    @TempDir
    Path directory;

    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        new Random(1).nextBytes(content);
        Path file = Files.write(directory.resolve("file"), content);
        Routes routes = new Routes()
                .get("/files/itself", request -> Answer.text("exact"))
                .below("/files/", request -> {
                    opened.set(FileChannel.open(request.path().endsWith("/empty") ? empty() : file));
                    return Answer.file("application/octet-stream", opened.get());
                });
        server = HttpServer.start(ServerOptions.local(0), routes);
    }

    private Path empty() throws IOException {
        return Files.write(directory.resolve("empty"), new byte[0]);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aFileIsSentWhole() throws Exception {
        HttpResponse<byte[]> response = get("GET", "/files/any/name", null);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(content);
        assertThat(response.headers().firstValue("Accept-Ranges")).hasValue("bytes");
        assertThat(opened.get().isOpen()).isFalse();
        assertThat(get("GET", "/files/empty", null).body()).isEmpty();
    }

    @Test
    void aPartIsSentThatIsAskedFor() throws Exception {
        HttpResponse<byte[]> rest = get("GET", "/files/x", "bytes=70000-");
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(content, 70_000, content.length));
        assertThat(rest.headers().firstValue("Content-Range"))
                .hasValue("bytes 70000-" + (content.length - 1) + "/" + content.length);
        assertThat(get("GET", "/files/x", "bytes=3-3").body()).containsExactly(content[3]);
        assertThat(get("GET", "/files/x", "bytes=3-999999999").body()).hasSize(content.length - 3);
        assertThat(get("GET", "/files/x", "bytes=" + content.length + "-").statusCode())
                .isEqualTo(416);
        assertThat(get("GET", "/files/x", "bytes=5-3").statusCode()).isEqualTo(416);
        assertThat(get("GET", "/files/x", "bytes=-5").body())
                .as("not spoken here")
                .isEqualTo(content);
    }

    @Test
    void whatLiesBelowIsReadOnly() throws Exception {
        HttpResponse<byte[]> head = get("HEAD", "/files/x", null);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(content.length);
        assertThat(head.body()).isEmpty();
        assertThat(get("POST", "/files/x", null).statusCode()).isEqualTo(405);
        assertThat(get("GET", "/file", null).statusCode()).isEqualTo(404);
        assertThat(get("GET", "/files/itself", null).body()).asString().isEqualTo("exact");
    }

    private HttpResponse<byte[]> get(String method, String path, String range) throws Exception {
        java.net.http.HttpRequest.Builder request = java.net.http.HttpRequest.newBuilder(
                        URI.create(server.uri() + path))
                .method(method, BodyPublishers.noBody());
        if (range != null) {
            request.header("Range", range);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }
}
