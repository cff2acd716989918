package io.hydrophone.upkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.config.Secret;
import io.hydrophone.servers.DebianPackages;
import io.hydrophone.servers.OpenSsh;
import io.hydrophone.upkeep.TestAgent.Behaviour;
import io.hydrophone.upkeep.TestRelease;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents on many machines, each of them OpenSSH's server. {@code -Ddeploy.hosts=70} is the sweep. */
class DeploymentTest {
    private static final int HOSTS = Integer.getInteger("deploy.hosts", 8);
    private static final String SERVICE = """
            #!/bin/sh
            echo "$HYDROPHONE_NAME $HYDROPHONE_TAGS $HYDROPHONE_SERVER"
            exec sleep 100000
            """;

    private static final DeployProgress SILENT = new DeployProgress() {
        @Override
        public void at(DeployHost host, String step) {}

        @Override
        public void finished(HostResult result) {}
    };

    @TempDir
    Path directory;

    private TestRelease releases;
    private Endpoints endpoints;

    @BeforeEach
    void begin() throws Exception {
        releases = TestRelease.in(directory.resolve("server"));
        endpoints = new Endpoints(directory);
        publish("1.0.0");
    }

    @AfterEach
    void end() throws Exception {
        endpoints.close();
    }

    private void publish(String version) throws Exception {
        Path release = releases.make(version, Behaviour.GOOD);
        TestRelease.write(release, "program/bin/service", SERVICE, true);
        releases.sign(version);
    }

    @Test
    void threeOfManyFailAndAreNamedAndTheNextRunTouchesOnlyThem() throws Exception {
        for (int i = 0; i < HOSTS - 3; i++) {
            endpoints.add();
        }
        DeployHost wrongPassword = endpoints.addWithPassword("right-one", "wrong-one");
        DeployHost changedKey = endpoints.addWithChangedKey();
        DeployHost fullDisk = endpoints.addOnASmallDisk();

        DeployReport first = run(DeployAction.INSTALL, "1.0.0", false);
        assertThat(first.lines()).last().isEqualTo((HOSTS - 3) + " done, 0 unchanged, 3 failed");
        assertThat(codes(first))
                .containsExactlyInAnyOrder(
                        wrongPassword.name() + " login-refused",
                        changedKey.name() + " host-key-changed",
                        fullDisk.name() + " disk-full");
        DeployHost some = endpoints.hosts().getFirst();
        assertThat(Path.of(some.prefix(), "service.log")).hasContent(some.name() + " test http://127.0.0.1:1");
        String process = Files.readString(Path.of(some.prefix(), "service.pid"));

        DeployReport second = run(DeployAction.INSTALL, "1.0.0", false);
        assertThat(second.lines()).last().isEqualTo("0 done, " + (HOSTS - 3) + " unchanged, 3 failed");
        assertThat(Path.of(some.prefix(), "service.pid")).hasContent(process.strip());
        assertThat(new String(second.json(), StandardCharsets.UTF_8)).contains("\"code\":\"host-key-changed\"");
    }

    @Test
    void anAgentIsUpgradedAskedForAndRemoved() throws Exception {
        DeployHost host = endpoints.add();
        Path prefix = Path.of(host.prefix());
        assertThat(detail(run(DeployAction.STATUS, null, false))).isEqualTo("not installed");
        assertThat(detail(run(DeployAction.INSTALL, "1.0.0", false)))
                .startsWith("1.0.0~")
                .endsWith("started directly, without systemd");
        Files.writeString(prefix.resolve("current/conf/agent.yaml"), "mine");
        Files.writeString(prefix.resolve("current/conf/added"), "mine");
        publish("1.1.0");
        assertThat(detail(run(DeployAction.INSTALL, "1.1.0", false))).contains("upgrade makes it this release");
        assertThat(run(DeployAction.UPGRADE, "1.1.0", false).count(HostResult.Outcome.DONE))
                .isEqualTo(1);
        assertThat(prefix.resolve("current/conf/agent.yaml")).hasContent("mine");
        assertThat(prefix.resolve("current/conf/agent.yaml.new")).content().contains("1.1.0");
        assertThat(prefix.resolve("current/conf/added")).hasContent("mine");
        assertThat(prefix.resolve("current/checks/disk.py")).content().contains("1.1.0");
        assertThat(detail(run(DeployAction.STATUS, null, false)))
                .startsWith("1.1.0~")
                .endsWith(" running");
        assertThat(prefix.resolve("staging")).isEmptyDirectory();
        assertThat(run(DeployAction.REMOVE, null, false).count(HostResult.Outcome.DONE))
                .isEqualTo(1);
        assertThat(prefix).doesNotExist();
        assertThat(Path.of(prefix + ".removed/conf/added")).hasContent("mine");
        assertThat(run(DeployAction.REMOVE, null, false).count(HostResult.Outcome.UNCHANGED))
                .isEqualTo(1);
    }

    @Test
    void allKindsOfLoginWork() throws Exception {
        Path locked = OpenSsh.makeKey(directory.resolve("locked"), "ed25519", "open sesame");
        Path rsa = OpenSsh.makeKey(directory.resolve("rsa"), "rsa", "");
        endpoints.addWithPassword("right-one", "right-one");
        DeployHost withLocked =
                endpoints.add(OpenSsh.Options.keys(Files.readString(directory.resolve("locked.pub"))), null, locked);
        endpoints.hosts().set(1, Endpoints.with(withLocked, "root", null, locked, Secret.of("open sesame")));
        endpoints.add(OpenSsh.Options.keys(Files.readString(directory.resolve("rsa.pub"))), null, rsa);
        endpoints.add(OpenSsh.Options.keys(endpoints.publicKey()), null, null);
        try (KeyAgent agent = KeyAgent.start(directory.resolve("agent"), endpoints.key());
                SshLogins logins = new SshLogins(endpoints.knownHosts(), false, agent.socket())) {
            DeployReport report = report(logins, DeployAction.STATUS, null);
            assertThat(report.results()).extracting(HostResult::detail).containsOnly("not installed");
        }
        assertThat(codes(run(DeployAction.STATUS, null, false))).containsExactly("db3 login-refused");
    }

    @Test
    void whoIsNotRootBecomesItThroughSudo() throws Exception {
        DebianPackages.require("sudo");
        DeployHost root = endpoints.addWithPassword("right-one", "right-one");
        endpoints.hosts().set(0, Endpoints.with(root, OpenSsh.USER, Secret.of("right-one"), null, null));
        assertThat(run(DeployAction.INSTALL, "1.0.0", false).lines()).last().isEqualTo("1 done, 0 unchanged, 0 failed");
        assertThat(Files.getOwner(Path.of(root.prefix(), "current")).getName()).isEqualTo("root");
        assertThat(run(DeployAction.INSTALL, "1.0.0", false).count(HostResult.Outcome.UNCHANGED))
                .isEqualTo(1);
        endpoints.hosts().set(0, root);
        assertThat(run(DeployAction.REMOVE, null, false).isFailed()).isFalse();
    }

    @Test
    void anUnknownHostIsRefusedUnlessNewOnesAreAccepted() throws Exception {
        endpoints.add();
        Files.delete(endpoints.knownHosts());
        assertThat(codes(run(DeployAction.STATUS, null, false))).containsExactly("db0 host-unknown");
        assertThat(run(DeployAction.STATUS, null, true).isFailed()).isFalse();
        assertThat(run(DeployAction.STATUS, null, false).isFailed())
                .as("known by now")
                .isFalse();
    }

    @Test
    void aHostThatIsNotThereIsTriedAgain() throws Exception {
        DeployHost host = endpoints.add();
        endpoints.close();
        DeployReport report = run(DeployAction.STATUS, null, false);
        assertThat(codes(report)).containsExactly(host.name() + " host-unreachable");
        assertThat(report.results().getFirst().attempts()).isEqualTo(2);
    }

    private DeployReport run(DeployAction action, String version, boolean acceptNew) throws Exception {
        try (SshLogins logins = new SshLogins(endpoints.knownHosts(), acceptNew, null)) {
            return report(logins, action, version);
        }
    }

    private DeployReport report(SshLogins logins, DeployAction action, String version) throws Exception {
        AgentSettings settings = new AgentSettings(
                "http://127.0.0.1:1", Secret.of("a-token-of-tests"), Files.readString(releases.publicKey()), "", false);
        Deployment deployment = new Deployment(logins, settings, new Deployment.Options(8, 1), SILENT);
        if (version == null) {
            return new DeployReport(action, deployment.run(action, endpoints.hosts(), null));
        }
        try (ReleaseArchive archive = ReleaseArchive.of(releases.directory(version), releases.keys())) {
            return new DeployReport(action, deployment.run(action, endpoints.hosts(), archive));
        }
    }

    private static List<String> codes(DeployReport report) {
        List<String> codes = new ArrayList<>();
        for (HostResult result : report.results()) {
            if (result.isFailed()) {
                codes.add(result.host().name() + " " + result.problem().code());
            }
        }
        return codes;
    }

    private static String detail(DeployReport report) {
        assertThat(report.isFailed())
                .as(Arrays.toString(report.lines().toArray()))
                .isFalse();
        return report.results().getFirst().detail();
    }
}
