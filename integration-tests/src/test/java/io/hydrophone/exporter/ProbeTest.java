package io.hydrophone.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Prometheus;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which servers may be scraped, with which login, and that Prometheus likes what it gets. */
class ProbeTest {
    private static final Server SERVER = ServerKind.MARIADB_10_11.shared();
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void whatIsNotConfiguredIsNotScraped() throws Exception {
        try (Served served = Served.of(SERVER)) {
            HttpResponse<String> response = served.get("/probe?target=127.0.0.1:9");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.body()).contains("unknown-target");
            assertThat(served.get("/probe").statusCode()).isEqualTo(400);
            assertThat(served.scrape("/probe?target=127.0.0.1:" + SERVER.port()).value("mysql_up"))
                    .isOne();
        }
    }

    @Test
    void aTargetIsKnownByItsNameToo() throws Exception {
        try (Served served = Served.configured("""
                exporter:
                  targets:
                    - name: orders
                      url: mysql://%s@127.0.0.1:%d/?tls=disabled
                      password_file: %s
                      collectors: [global_status]
                    - name: gone
                      url: mysql://nobody@127.0.0.1:9/?tls=disabled
                """.formatted(Server.USER, SERVER.port(), password()))) {
            Exposition orders = served.scrape("/probe?target=orders");
            assertThat(orders.value("mysql_up")).isOne();
            assertThat(orders.types().keySet())
                    .contains("mysql_global_status_uptime")
                    .doesNotContain("mysql_version_info");
            Exposition gone = served.scrape("/probe?target=gone");
            assertThat(gone.value("mysql_up")).isZero();
            assertThat(gone.value("mysql_exporter_last_scrape_error")).isOne();
            assertThat(gone.value("mysql_exporter_collector_success", "collector", "collect.global_status"))
                    .isZero();
            assertThat(served.told()).extracting(problem -> problem.code()).containsOnly("server-unreachable");
            assertThat(served.scrape("/metrics").types().keySet())
                    .contains("mysql_global_status_uptime", "process_cpu_seconds_total");
        }
    }

    @Test
    void aTargetIsReachedThroughItsSocketAndWithAnOptionFile() throws Exception {
        Path options = Files.writeString(
                directory.resolve("my.cnf"), """
                [client]
                user = %s
                password = "%s"
                host = localhost
                socket = %s
                """.formatted(Server.USER, Server.PASSWORD, SERVER.socket()));
        try (Served served = Served.configured("""
                exporter:
                  targets:
                    - name: orders
                      url: mysql://%s@localhost
                      password_file: %s
                      socket: %s
                      collectors: [global_status]
                    - defaults_file: %s
                """.formatted(Server.USER, password(), SERVER.socket(), options))) {
            assertThat(served.scrape("/probe?target=orders").value("mysql_up")).isOne();
            assertThat(served.scrape("/probe?target=" + SERVER.socket()).value("mysql_up"))
                    .isOne();
        }
    }

    @Test
    void anyServerIsScrapedWithTheLoginOfAModuleIfThatIsAllowed() throws Exception {
        Path options = Files.writeString(directory.resolve("my.cnf"), """
                # As mysqld_exporter has it.
                [client.harbour]
                user = %s
                password = "%s"
                ssl-mode = DISABLED
                """.formatted(Server.USER, Server.PASSWORD));
        try (Served served = Served.configured("""
                exporter:
                  allow_any_target: true
                  my_cnf: %s
                """.formatted(options))) {
            String probe = "/probe?target=127.0.0.1:" + SERVER.port();
            assertThat(served.scrape(probe + "&auth_module=client.harbour").value("mysql_up"))
                    .isOne();
            HttpResponse<String> unknown = served.get(probe);
            assertThat(unknown.statusCode()).isEqualTo(400);
            assertThat(unknown.body()).contains("unknown-auth-module").doesNotContain(Server.PASSWORD);
        }
    }

    @Test
    void aCollectorThatIsNoneIsToldToHaveFailed() throws Exception {
        try (Served served = Served.of(SERVER)) {
            String query = URLEncoder.encode("collect[]", StandardCharsets.UTF_8);
            Exposition some = served.scrape("/metrics?" + query + "=global_status&" + query + "=info_schema.tide");
            assertThat(some.value("mysql_exporter_collector_success", "collector", "collect.info_schema.tide"))
                    .isZero();
            assertThat(some.value("mysql_exporter_collector_success", "collector", "collect.global_status"))
                    .isOne();
        }
    }

    @Test
    void tooManySeriesAreLeftOutAndCounted() throws Exception {
        try (Served served = Served.configured(SERVER, directory, "max_series: 100")) {
            Exposition some = served.scrape("/metrics");
            assertThat(some.types().keySet().stream().filter(name -> name.startsWith("mysql_global_variables_")))
                    .hasSizeLessThanOrEqualTo(100);
            assertThat(some.value("hydrophone_exporter_series_left_out_total", "collector", "collect.global_variables"))
                    .isGreaterThan(100);
        }
    }

    @Test
    void prometheusScrapesIt() throws Exception {
        try (Served served = Served.of(SERVER);
                Prometheus prometheus =
                        Prometheus.start("""
                        global: {scrape_interval: 1s, scrape_timeout: 1s}
                        scrape_configs:
                          - job_name: agent
                            static_configs: [{targets: ['127.0.0.1:%1$d']}]
                          - job_name: fleet
                            metrics_path: /probe
                            static_configs: [{targets: ['127.0.0.1:%2$d']}]
                            relabel_configs:
                              - {source_labels: [__address__], target_label: __param_target}
                              - {source_labels: [__param_target], target_label: instance}
                              - {target_label: __address__, replacement: '127.0.0.1:%1$d'}
                        """.formatted(served.http().uri().getPort(), SERVER.port()))) {
            Pause.until("Prometheus knows both jobs", LIMIT, () -> {
                String up = query(served, prometheus, "sum(up) * sum(mysql_up)");
                return up.contains(",\"4\"]");
            });
            assertThat(query(served, prometheus, "count(mysql_global_status_commands_total{job='fleet'})"))
                    .contains("\"result\":[{");
        }
    }

    private static String query(Served served, Prometheus prometheus, String expression) {
        try {
            URI uri = prometheus
                    .uri()
                    .resolve("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
            return served.client()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (Exception e) {
            return e.toString();
        }
    }

    private Path password() throws Exception {
        return Files.writeString(directory.resolve("password"), Server.PASSWORD);
    }
}
