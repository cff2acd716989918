package io.hydrophone.upkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.config.ConfigurationProblems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsFileTest {
    @TempDir
    Path directory;

    private List<DeployHost> read(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("hosts.yaml"), text);
        return HostsFile.read(file, Map.of("PASSWORD", "of the environment")::get);
    }

    @Test
    void theFileOfTheEarlierScriptIsTakenAsItIs() throws Exception {
        List<DeployHost> hosts = read("""
                hosts_list:
                - desc: test fedora64
                  ip: 192.168.195.132
                  user: root
                  password: REDACTED
                  port: 22
                  hostname: fedora64
                  os: fedora
                - desc: machine1
                  ip: 10.10.120.132
                  user: monitor
                  password: monitor
                  port: 2222
                  hostname: machine1
                  os: Linux CentOS release 6.6 (Final)
                """);
        assertThat(hosts)
                .extracting(DeployHost::login)
                .containsExactly("root@192.168.195.132:22", "monitor@10.10.120.132:2222");
        assertThat(hosts).extracting(DeployHost::name).containsExactly("fedora64", "machine1");
        assertThat(hosts.get(1).tags()).containsExactly("os:Linux CentOS release 6.6 (Final)");
        assertThat(hosts.get(0).password().reveal()).isEqualTo("REDACTED");
        assertThat(hosts.get(0).prefix()).isEqualTo("/opt/hydrophone");
    }

    @Test
    void machinesHaveWhatTheDefaultsSayAndTheirOwn() throws Exception {
        List<DeployHost> hosts = read("""
                version: 1
                defaults:
                  user: deploy
                  key_file: keys/id
                  tags: [production]
                  prefix: /srv/hydrophone
                hosts:
                - address: db1.example.com
                - {address: 10.0.0.2, name: db2, tags: [mysql], password: "${env:PASSWORD}", port: 2022}
                """);
        DeployHost first = hosts.getFirst();
        assertThat(first.name()).isEqualTo("db1.example.com");
        assertThat(first.keyFile()).isEqualTo(directory.resolve("keys/id"));
        assertThat(first.prefix()).isEqualTo("/srv/hydrophone");
        DeployHost second = hosts.get(1);
        assertThat(second.login()).isEqualTo("deploy@10.0.0.2:2022");
        assertThat(second.tags()).containsExactly("production", "mysql");
        assertThat(second.keyFile()).as("it has a login of its own").isNull();
        assertThat(second.password().reveal()).isEqualTo("of the environment");
        assertThat(second).asString().doesNotContain("of the environment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts: [{address: 'a; reboot'}]",
                "hosts: [{address: a, prefix: /}]",
                "hosts: [{address: a, prefix: opt/x}]",
                "hosts: [{address: a, prefix: /opt/../etc}]",
                "hosts: [{address: a, prefix: \"/opt/$(reboot)\"}]",
                "hosts: [{address: a, name: 'x y'}]",
                "hosts: [{address: a, tags: [\"a'b\"]}]",
                "hosts: [{address: a, user: '-oProxyCommand=x'}]",
                "hosts: [{address: a}, {address: a}]",
                "hosts: [{name: a}]",
                "hosts: []",
                "host: [{address: a}]",
                "hosts: [{address: a, pasword: x}]",
            })
    void mistakesAreToldBeforeAnythingIsDone(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ConfigurationProblems.class);
    }
}
