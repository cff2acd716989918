package io.hydrophone.upkeep.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.http.ListenAddress;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.http.Token;
import io.hydrophone.servers.DebianPackages;
import io.hydrophone.servers.Tool;
import io.hydrophone.upkeep.TestAgent.Behaviour;
import io.hydrophone.upkeep.TestRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that the server serves, run as its users run it; in a mount namespace in which there is no systemd. */
class InstallScriptTest {
    private static final String TOKEN = "a-token-of-the-tests";

    @TempDir
    Path directory;

    private TestRelease releases;
    private UpdateServer server;
    private Path prefix;

    @BeforeEach
    void start() throws Exception {
        DebianPackages.require("curl", "openssl");
        releases = TestRelease.in(directory.resolve("server"));
        Path release = releases.make("1.0.0", Behaviour.GOOD);
        TestRelease.write(release, "program/bin/service", """
                #!/bin/sh
                echo "$HYDROPHONE_NAME|$HYDROPHONE_TAGS|$HYDROPHONE_SERVER|$HYDROPHONE_HOME"
                exec sleep 100000
                """, true);
        releases.sign("1.0.0");
        ServerOptions options =
                new ServerOptions(new ListenAddress("127.0.0.1", 0), Token.of(TOKEN, "test"), null, false);
        server = UpdateServer.start(directory.resolve("server"), null, options, "test", problem -> {});
        prefix = directory.resolve("machine");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        Path process = prefix.resolve("service.pid");
        if (Files.exists(process)) {
            ProcessHandle.of(Long.parseLong(Files.readString(process).strip())).ifPresent(service -> {
                service.destroyForcibly();
                service.onExit().join();
            });
        }
    }

    private Tool.Result install() throws Exception {
        Path script = directory.resolve("install.sh");
        Files.writeString(
                script,
                Tool.of("curl", "-fsS", "-H", "Authorization: Bearer " + TOKEN, server.uri() + "/install.sh")
                        .output());
        return Tool.of("unshare", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /run && exec sh \"$0\"")
                .with(script.toString())
                .environment("REPERTORY_URL", server.uri().toString())
                .environment("HOSTNAME", "db7")
                .environment("TAGS", "uyun: monitor,it's")
                .environment("HYDROPHONE_TOKEN", TOKEN)
                .environment("HYDROPHONE_PUBLIC_KEY", releases.publicKey().toString())
                .environment("HYDROPHONE_PREFIX", prefix.toString())
                .run();
    }

    @Test
    void anAgentIsInstalledOnce() throws Exception {
        Tool.Result first = install();
        assertThat(first.errors()).isEmpty();
        assertThat(first.output()).startsWith("done 1.0.0~").endsWith("started directly, without systemd\n");
        assertThat(prefix.resolve("service.log")).hasContent("db7|uyun: monitor,it's|" + server.uri() + "|" + prefix);
        assertThat(prefix.resolve("token")).hasContent(TOKEN);
        assertThat(Files.getPosixFilePermissions(prefix.resolve("token"))).hasSize(2);
        assertThat(prefix.resolve("public_key.pem")).hasSameTextualContentAs(releases.publicKey());
        assertThat(prefix.resolve("staging")).isEmptyDirectory();
        String process = Files.readString(prefix.resolve("service.pid"));
        assertThat(install().output()).startsWith("unchanged 1.0.0~");
        assertThat(prefix.resolve("service.pid")).hasContent(process.strip());
    }

    @Test
    void aReleaseOfAnotherKeyIsNotInstalled() throws Exception {
        TestRelease others = TestRelease.in(directory.resolve("others").resolve("server"));
        Files.move(releases.directory("1.0.0"), others.directory("1.0.0"));
        others.sign("1.0.0");
        Files.move(others.directory("1.0.0"), releases.directory("1.0.0"));
        Tool.Result result = install();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("the release is not signed with");
        assertThat(prefix.resolve("current")).doesNotExist();
        assertThat(prefix.resolve("staging")).isEmptyDirectory();
    }

    @Test
    void aFileThatIsNotWhatWasSignedIsNotInstalled() throws Exception {
        Path data = releases.directory("1.0.0").resolve("program/lib/data-1.0.0");
        Files.writeString(data, Files.readString(data).replace('d', 'D'));
        Tool.Result result = install();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("not what was signed");
        assertThat(prefix.resolve("current")).doesNotExist();
    }
}
