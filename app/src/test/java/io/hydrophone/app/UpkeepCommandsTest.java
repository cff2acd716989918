package io.hydrophone.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** release, update and deploy as a user calls them, as far as that needs no machine. */
class UpkeepCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private int run(Object... words) {
        out.reset();
        err.reset();
        String[] args = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            args[i] = words[i].toString();
        }
        PrintStream output = new PrintStream(out, true, UTF_8);
        int status = Main.run(args, new ByteArrayInputStream(new byte[0]), output, new PrintStream(err, true, UTF_8));
        output.flush();
        assertThat(err.toString(UTF_8)).doesNotContain("unexpected:").doesNotContain("\tat ");
        return status;
    }

    @Test
    void aReleaseIsSignedAndVerified() throws Exception {
        Path key = directory.resolve("release.key");
        Path release = Files.createDirectories(directory.resolve("1.2.0"));
        Path program = Files.createDirectories(release.resolve("program/bin")).resolve("agent");
        Files.writeString(program, "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(run("release", "keygen", key)).isZero();
        assertThat(run("release", "sign", release)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("this needs --key");
        assertThat(run("release", "sign", release, "--key", key, "--start", "bin/agent"))
                .isZero();
        assertThat(out.toString(UTF_8)).startsWith("release 1.2.0 of 1 files");
        assertThat(run("release", "verify", release, "--public-key", key + ".pub"))
                .isZero();
        Files.writeString(program, "#!/bin/sh\nreboot\n");
        assertThat(run("release", "verify", release, "--public-key", key + ".pub"))
                .isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("program/bin/agent: is not what was signed");
        assertThat(run("release", "sign", release, "--key", key))
                .as("again, as before")
                .isZero();
        assertThat(run("release", "verify", release, "--public-key", key + ".pub"))
                .isZero();
    }

    @Test
    void anInstallationIsLookedAtAndAsked() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        assertThat(run("update", "status", "--home", home)).isZero();
        assertThat(out.toString(UTF_8)).startsWith("installed  nothing");
        assertThat(run("update", "pin", "1.0.0", "--home", home)).isZero();
        assertThat(home.resolve("request")).hasContent("pin 1.0.0");
        assertThat(run("update", "pin", "../x", "--home", home)).isEqualTo(1);
        assertThat(run("update", "check", "--home", home)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("no update server is given");
        assertThat(run("update", "check", "--home", home, "--server", "http://192.0.2.1:8674", "--public-key", "x"))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("plain HTTP would go to another machine");
    }

    @Test
    void mistakesInTheHostsFileAreTold() throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts.yaml"), "hosts: [{adress: a}]\n");
        assertThat(run("deploy", "--hosts", hosts, "status")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("did you mean address?");
        Files.writeString(hosts, "hosts: [{address: 127.0.0.1}]\n");
        assertThat(run("deploy", "--hosts", hosts, "install")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("give --release DIR");
    }

    @Test
    void anUpdateServerNeedsItsDirectory() {
        assertThat(run("update-server", directory.resolve("none"))).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("there is no such directory");
        assertThat(run("update-server", "--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("127.0.0.1:8674");
    }
}
