package io.hydrophone.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.http.HttpServer;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.audit.AuditLog;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.source.PacketSources;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is described is what is served. */
class OpenApiTest {
    private static final String PROBLEM = "application/problem+json";

    private final HttpClient client = HttpClient.newHttpClient();
    private Probe probe;
    private Routes routes;
    private HttpServer server;
    private JsonNode api;

    @BeforeEach
    void start() throws Exception {
        probe = Probe.start(PacketSources.of(new NoCapture()), ProbeOptions.of("none", Ports.of(3306)), notice -> {});
        routes = ProbeRoutes.of(
                probe,
                "1.2.3",
                ProbeRoutes.COLLECTOR,
                null,
                new Settings("db7", probe, null, new AuditLog(line -> {}), problem -> {}));
        server = HttpServer.start(ServerOptions.local(0), routes);
        api = JsonMapper.shared().readTree(ask("GET", "/api/v1/openapi.json").body());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        probe.close();
    }

    @Test
    void everyRouteIsDescribedWithItsMethodsAndNoOther() {
        assertThat(api.get("openapi").asString()).isEqualTo("3.1.0");
        assertThat(api.at("/info/version").asString()).isEqualTo("1.2.3");
        assertThat(api.get("paths").propertyNames()).containsExactlyInAnyOrderElementsOf(routes.paths());
        Set<String> ids = new HashSet<>();
        for (String path : routes.paths()) {
            List<String> methods = new ArrayList<>(routes.methods(path));
            methods.remove("HEAD");
            assertThat(api.get("paths").get(path).propertyNames())
                    .containsExactlyElementsOf(methods.stream()
                            .map(method -> method.toLowerCase(Locale.ROOT))
                            .toList());
            for (JsonNode operation : api.get("paths").get(path)) {
                assertThat(ids.add(operation.get("operationId").asString())).isTrue();
            }
        }
        assertThat(api.at("/components/securitySchemes/token/scheme").asString())
                .isEqualTo("bearer");
    }

    @Test
    void answersHaveTheContentTypesThatAreDescribed() throws Exception {
        for (Entry<String, JsonNode> path : api.get("paths").properties()) {
            for (Entry<String, JsonNode> method : path.getValue().properties()) {
                HttpResponse<String> answer =
                        ask(method.getKey().toUpperCase(Locale.ROOT), path.getKey() + examples(method.getValue()));
                JsonNode responses = method.getValue().get("responses");
                String described = responses.has("200") ? type(responses.get("200")) : type(responses.get("default"));
                assertThat(answer.headers().firstValue("Content-Type"))
                        .as(path.getKey())
                        .hasValue(described);
                assertThat(answer.statusCode()).as(path.getKey()).isEqualTo(responses.has("200") ? 200 : 426);
                if (described.equals("application/json")) {
                    assertThat(JsonMapper.shared().readTree(answer.body()).isObject())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void whatIsNotDescribedIsRefusedAsDescribed() throws Exception {
        JsonNode problem = api.at("/components/schemas/Problem");
        for (Entry<String, JsonNode> path : api.get("paths").properties()) {
            if (path.getKey().equals("/metrics")) {
                continue; // Prometheus may be set up to send parameters.
            }
            HttpResponse<String> refused = ask("GET", path.getKey() + "?no_such_parameter=1");
            assertThat(refused.statusCode()).as(path.getKey()).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue(PROBLEM);
            JsonNode body = JsonMapper.shared().readTree(refused.body());
            assertThat(problem.get("properties").propertyNames()).containsAll(body.propertyNames());
            problem.get("required")
                    .forEach(name -> assertThat(body.has(name.asString())).isTrue());
        }
    }

    /** All parameters at once. */
    private static String examples(JsonNode operation) {
        StringBuilder query = new StringBuilder("?");
        for (JsonNode parameter : operation.get("parameters")) {
            String example = parameter.get("example").asString();
            query.append(parameter.get("name").asString())
                    .append('=')
                    .append(URLEncoder.encode(example, StandardCharsets.UTF_8))
                    .append('&');
        }
        return query.substring(0, query.length() - 1);
    }

    private static String type(JsonNode response) {
        assertThat(response.get("content").size()).isEqualTo(1);
        return response.get("content").propertyNames().iterator().next();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.uri() + path))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
