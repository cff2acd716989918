package io.hydrophone.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.exporter.ExporterSettings;
import io.hydrophone.agent.exporter.MySqlExporter;
import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.core.Problem;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.servers.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An exporter behind HTTP. */
record Served(MySqlExporter exporter, ReadableServers servers, HttpServer http, HttpClient client, List<Problem> told)
        implements AutoCloseable {
    /** Of one server, as the account that may do everything. */
    static Served of(Server server) {
        return of(ExporterSettings.of(url(server.port())));
    }

    static MySqlUrl url(int port) {
        return MySqlUrl.parse("mysql://" + Server.USER + "@" + Server.HOST + ":" + port + "/?tls=disabled")
                .withPassword(Password.of(Server.PASSWORD));
    }

    /** With the keys of the section {@code exporter}. */
    static Served configured(String yaml) {
        ConfigurationFile file = ConfigurationFile.of(yaml, Path.of("hydrophone.yaml"));
        ExporterSettings settings = ExporterSettings.read(file.root().section("exporter"));
        file.finish();
        return of(settings);
    }

    /**
     * Of one server, with further keys.
     *
     * @param directory where its password is written
     */
    static Served configured(Server server, Path directory, String... keys) throws IOException {
        Path password = Files.writeString(directory.resolve("password"), Server.PASSWORD);
        return configured("""
                exporter:
                  targets:
                    - url: mysql://%s@%s:%d/?tls=disabled
                      password_file: %s
                """.formatted(Server.USER, Server.HOST, server.port(), password)
                + String.join("", Stream.of(keys).map(key -> "  " + key + "\n").toList()));
    }

    private static Served of(ExporterSettings settings) {
        List<Problem> told = new CopyOnWriteArrayList<>();
        ReadableServers servers = new ReadableServers();
        MySqlExporter exporter = new MySqlExporter(settings, servers, told::add);
        Routes routes = new Routes();
        exporter.addTo(routes, List.of());
        return new Served(
                exporter, servers, HttpServer.start(ServerOptions.local(0), routes), HttpClient.newHttpClient(), told);
    }

    URI uri(String path) {
        return URI.create(http.uri() + path);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    String text(String path, String... headers) throws Exception {
        HttpResponse<String> response = get(path, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    Exposition scrape(String path, String... headers) throws Exception {
        return Exposition.parse(text(path, headers));
    }

    @Override
    public void close() {
        client.close();
        http.close();
        exporter.close();
        servers.close();
    }
}
