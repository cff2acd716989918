package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import io.hydrophone.http.ChannelOptions;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.http.Token;
import io.hydrophone.probe.cluster.ClusterRoutes;
import io.hydrophone.probe.cluster.NodeClient;
import io.hydrophone.probe.cluster.Self;
import io.hydrophone.probe.cluster.StaticMaster;
import io.hydrophone.probe.settings.SettingsRoutes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All routes of a master of a cluster, as the command puts them together, at an address that others reach. */
class MasterRoutesTest {
    private static final String TOKEN = "only-for-the-tests-of-this-file";

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Master master;
    private StaticMaster cluster;
    private Routes routes;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        master = Master.start(MasterOptions.of("m1", "test", directory).withVersion("1.2.3"), true, problem -> {});
        cluster = StaticMaster.start(
                new Self("m1", "127.0.0.1:8667", "test"),
                directory.resolve("cluster.json"),
                new NodeClient(NodeClient.Options.LOCAL),
                master,
                Duration.ofSeconds(3),
                problem -> {});
        routes = MasterRoutes.of(master, ChannelOptions.DEFAULT, true);
        ClusterRoutes.add(routes, cluster, master.audit(), problem -> {});
        SettingsRoutes.add(routes, master.settings());
        ServerOptions open =
                new ServerOptions(new ListenAddress("0.0.0.0", 0), Token.of(TOKEN, "the test"), null, true);
        server = HttpServer.start(open, routes);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        cluster.close();
        master.close();
    }

    @Test
    void everyRouteIsDescribedWithItsMethodsAndNoOther() throws Exception {
        JsonNode api = JsonMapper.shared()
                .readTree(ask("GET", "/api/v1/openapi.json", TOKEN).body());
        assertThat(api.at("/info/version").asString()).isEqualTo("1.2.3");
        assertThat(api.get("paths").propertyNames()).containsExactlyInAnyOrderElementsOf(routes.paths());
        assertThat(routes.paths()).contains("/config/update", "/cluster/remove", "/intake");
        for (String path : routes.paths()) {
            List<String> methods = new ArrayList<>(routes.methods(path));
            methods.remove("HEAD");
            assertThat(api.get("paths").get(path).propertyNames())
                    .containsExactlyElementsOf(methods.stream()
                            .map(method -> method.toLowerCase(Locale.ROOT))
                            .toList());
        }
    }

    @Test
    void whatIsNotDescribedIsRefused() throws Exception {
        for (String path : routes.paths()) {
            if (!path.equals("/metrics")) { // Prometheus may be set up to send parameters.
                assertThat(ask("GET", path + "?no_such_parameter=1", TOKEN).statusCode())
                        .as(path)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void nothingIsToldNorChangedWithoutTheToken() throws Exception {
        for (String path : routes.paths()) {
            for (String method : routes.methods(path)) {
                assertThat(ask(method, path, null).statusCode()).as(path).isEqualTo(401);
                assertThat(ask(method, path, TOKEN + "x").statusCode()).as(path).isEqualTo(401);
            }
        }
        assertThat(ask("POST", "/config/update?report_period_ms=5000", null).statusCode())
                .isEqualTo(401);
        assertThat(directory.resolve("audit.jsonl")).doesNotExist();
        assertThat(ask("POST", "/config/update?report_period_ms=5000&persist=true", TOKEN)
                        .body())
                .isEqualTo("OK");
        assertThat(Files.readString(directory.resolve("audit.jsonl"))).contains("\"after\":\"5000\"");
        assertThat(directory.resolve("settings.json")).content().contains("5000");
        JsonNode status =
                JsonMapper.shared().readTree(ask("GET", "/status", TOKEN).body());
        assertThat(status.at("/settings/report_period_ms").asInt()).isEqualTo(5_000);
    }

    @Test
    void withoutATokenOthersAreNotServed() {
        ServerOptions open = new ServerOptions(new ListenAddress("0.0.0.0", 0), null, null, false);
        assertThatThrownBy(() -> HttpServer.start(open, routes))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("exposed"));
    }

    private HttpResponse<String> ask(String method, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.uri().getPort() + path))
                .method(method, BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
