package io.hydrophone.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.Problem;
import io.hydrophone.topology.Address;
import io.hydrophone.topology.DiscoverySettings;
import io.hydrophone.topology.NamedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyFileTest {
    @TempDir
    private Path directory;

    private TopologyFile read(String text) throws IOException {
        return TopologyFile.read(
                Files.writeString(directory.resolve("clusters.yaml"), text), Map.of("P", "from outside")::get);
    }

    @Test
    void theFormOfTheGoProgramIsRead() throws IOException {
        TopologyFile file = read("""
                clusters:
                - name: "prod-mgr"
                  members: ["10.0.1.10:3306", "10.0.1.11:3306", "10.0.1.12"]
                  user: "monitor_user"
                  password: "secret"
                """);
        NamedCluster cluster = file.clusters().getFirst();
        assertThat(cluster.name()).isEqualTo("prod-mgr");
        assertThat(cluster.members()).contains(new Address("10.0.1.12", 3306)).hasSize(3);
        assertThat(cluster.login().user()).isEqualTo("monitor_user");
        assertThat(cluster.login().password().reveal()).isEqualTo("secret");
        assertThat(file.toString()).doesNotContain("secret");
        assertThat(file.discovery()).isEqualTo(DiscoverySettings.USUAL);
    }

    @Test
    void jsonAliasesAndBoundsAreReadToo() throws IOException {
        TopologyFile file = read("""
                {"clusters": [{"name": "a", "members": ["db1"], "user": "u", "password": "${env:P}"}],
                 "aliases": {"db1-internal": "10.0.0.1", "db2:3306": "10.0.0.2:3307"},
                 "discovery": {"deadline": "500ms", "concurrency": 4, "max_instances": 20}}
                """);
        assertThat(file.clusters().getFirst().login().password().reveal()).isEqualTo("from outside");
        assertThat(file.discovery())
                .isEqualTo(new DiscoverySettings(
                        Duration.ofMillis(500),
                        4,
                        20,
                        Map.of(
                                new Address("db1-internal", DiscoverySettings.ANY_PORT),
                                new Address("10.0.0.1", DiscoverySettings.ANY_PORT),
                                new Address("db2", 3306),
                                new Address("10.0.0.2", 3307))));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        ConfigurationProblems problems = catchThrowableOfType(ConfigurationProblems.class, () -> read("""
                        clusters:
                        - name: a
                          members: ["d b"]
                        - name: a
                          members: [db1]
                          password: x
                        - name: c
                          user: u
                          password: x
                          password_file: nowhere
                        aliases: {"d b": x}
                        discovery: {deadline: 1ms}
                        """));
        List<String> told = problems.problems().stream().map(Problem::message).toList();
        assertThat(told)
                .anyMatch(text -> text.contains("'d b' is no address"))
                .anyMatch(text -> text.contains("'a' is there twice"))
                .anyMatch(text -> text.contains("user is missing"))
                .anyMatch(text -> text.contains("members is missing"))
                .anyMatch(text -> text.contains("there is a password as well"))
                .anyMatch(text -> text.contains("1ms is out of range"));
    }
}
