package io.hydrophone.upkeep.deploy;

import io.hydrophone.config.Secret;
import io.hydrophone.servers.OpenSsh;
import io.hydrophone.servers.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** SSH servers on this machine, each of which is taken for a machine of its own, with a directory of its own for the agent. */
final class Endpoints implements AutoCloseable {
    private final Path directory;
    private final Path key;
    private final Path knownHosts;
    private final List<OpenSsh> servers = new ArrayList<>();
    private final List<DeployHost> hosts = new ArrayList<>();

    Endpoints(Path directory) {
        this.directory = directory;
        this.key = OpenSsh.makeKey(directory.resolve("id"), "ed25519", "");
        this.knownHosts = directory.resolve("known_hosts");
    }

    /** One more, known by its host key, to which the key logs in. */
    DeployHost add() throws IOException {
        return add(OpenSsh.Options.keys(publicKey()), null, key);
    }

    /** One to which a password logs in, and one that is tried. */
    DeployHost addWithPassword(String password, String tried) throws IOException {
        return add(OpenSsh.Options.password(password), Secret.of(tried), null);
    }

    /** One whose disk has no room. */
    DeployHost addOnASmallDisk() throws IOException {
        Path prefix = Files.createDirectories(prefix());
        return add(OpenSsh.Options.keys(publicKey()).onASmallDisk(prefix, "16k"), null, key);
    }

    /** One that was set up anew, as far as anybody knows. */
    DeployHost addWithChangedKey() throws IOException {
        OpenSsh server = start(OpenSsh.Options.keys(publicKey()));
        know(server.knownHost(Files.readString(
                directory.resolve("server" + (servers.size() - 2)).resolve("host_key.pub"))));
        return host(server, null, key);
    }

    DeployHost add(OpenSsh.Options options, Secret password, Path keyFile) throws IOException {
        OpenSsh server = start(options);
        know(server.knownHost());
        return host(server, password, keyFile);
    }

    private OpenSsh start(OpenSsh.Options options) throws IOException {
        OpenSsh server = OpenSsh.start(Files.createDirectory(directory.resolve("server" + servers.size())), options);
        servers.add(server);
        return server;
    }

    private void know(String line) throws IOException {
        String before = Files.exists(knownHosts) ? Files.readString(knownHosts) : "";
        Files.writeString(knownHosts, before + line);
    }

    private Path prefix() {
        return directory.resolve("machine" + hosts.size());
    }

    private DeployHost host(OpenSsh server, Secret password, Path keyFile) {
        DeployHost host = new DeployHost(
                "db" + hosts.size(),
                "127.0.0.1",
                server.port(),
                "root",
                password,
                keyFile,
                null,
                List.of("test"),
                prefix().toString());
        hosts.add(host);
        return host;
    }

    /** The same machine with another login. */
    static DeployHost with(DeployHost host, String user, Secret password, Path keyFile, Secret passphrase) {
        return new DeployHost(
                host.name(),
                host.address(),
                host.port(),
                user,
                password,
                keyFile,
                passphrase,
                host.tags(),
                host.prefix());
    }

    List<DeployHost> hosts() {
        return hosts;
    }

    Path key() {
        return key;
    }

    Path knownHosts() {
        return knownHosts;
    }

    String publicKey() throws IOException {
        return Files.readString(key.resolveSibling("id.pub"));
    }

    @Override
    public void close() throws IOException {
        servers.forEach(OpenSsh::close);
        for (DeployHost host : hosts) {
            Path process = Path.of(host.prefix(), "service.pid");
            if (Files.exists(process)) {
                ProcessHandle.of(Long.parseLong(Files.readString(process).strip()))
                        .ifPresent(Endpoints::end);
            }
        }
    }

    private static void end(ProcessHandle service) {
        service.destroyForcibly();
        Pause.until("the service has ended", Duration.ofSeconds(30), () -> !service.isAlive());
    }
}
