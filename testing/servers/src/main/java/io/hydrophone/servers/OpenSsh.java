package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * OpenSSH's server, to which root logs in, and a user who becomes root through sudo with the same password. Each runs in a mount
 * namespace of its own, in which {@code /etc/passwd}, {@code /etc/shadow} and {@code /run} are its own: the passwords are the
 * test's, there is no systemd, and nothing of the machine is touched. Debian's package would start a service, so it is unpacked and not installed.
 */
public final class OpenSsh implements AutoCloseable {
    /** Not root. */
    public static final String USER = "deploy";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PROGRAM = "usr/sbin/sshd";
    private static final String NAMESPACE = """
            mount --bind "$1/passwd" /etc/passwd && mount --bind "$1/shadow" /etc/shadow || exit 1
            [ ! -f /etc/sudoers ] || mount --bind "$1/sudoers" /etc/sudoers || exit 1
            mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd || exit 1
            [ -z "$3" ] || mount -t tmpfs -o "size=$4" tmpfs "$3" || exit 1
            exec "$2" -D -e -f "$1/sshd_config"
            """;

    /**
     * How a server is.
     *
     * @param authorizedKeys public keys, a line each; empty for none
     * @param password of both users; null to take none
     * @param smallDisk a directory that is a file system of its own there; null for none
     * @param diskSize such as {@code 512k}
     */
    public record Options(String authorizedKeys, String password, Path smallDisk, String diskSize) {
        public static Options keys(String authorizedKeys) {
            return new Options(authorizedKeys, null, null, "");
        }

        public static Options password(String password) {
            return new Options("", password, null, "");
        }

        public Options onASmallDisk(Path directory, String size) {
            return new Options(authorizedKeys, password, directory, size);
        }
    }

    private final Process process;
    private final int port;
    private final String hostKey;

    private OpenSsh(Process process, int port, String hostKey) {
        this.process = process;
        this.port = port;
        this.hostKey = hostKey;
    }

    /**
     * Returns when it takes connections.
     *
     * @param directory an empty one, for its files
     */
    public static OpenSsh start(Path directory, Options options) {
        try {
            Path program = program();
            int port = FreePort.find();
            Path hostKey = makeKey(directory.resolve("host_key"), "ed25519", "");
            Files.writeString(directory.resolve("authorized_keys"), options.authorizedKeys());
            accounts(directory, options.password());
            Files.writeString(directory.resolve("sshd_config"), """
                    ListenAddress %s:%d
                    HostKey %s
                    AuthorizedKeysFile %s
                    PidFile none
                    UsePAM no
                    UseDNS no
                    StrictModes no
                    PermitRootLogin yes
                    PasswordAuthentication %s
                    KbdInteractiveAuthentication no
                    """.formatted(
                            Server.HOST,
                            port,
                            hostKey,
                            directory.resolve("authorized_keys"),
                            options.password() == null ? "no" : "yes"));
            String disk = options.smallDisk() == null ? "" : options.smallDisk().toString();
            Process process = new ProcessBuilder(
                            "unshare",
                            "--mount",
                            "sh",
                            "-c",
                            NAMESPACE,
                            "sh",
                            directory.toString(),
                            program.toString(),
                            disk,
                            options.diskSize())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            OpenSsh server = new OpenSsh(process, port, Files.readString(hostKey.resolveSibling("host_key.pub")));
            Pause.until("sshd listens: " + directory, LIMIT, () -> FreePort.isTaken(port));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a key pair as users do.
     *
     * @param type of {@code ssh-keygen}
     * @param passphrase empty for none
     * @return the private key's file; the public one ends with {@code .pub}
     */
    public static Path makeKey(Path file, String type, String passphrase) {
        DebianPackages.require("openssh-client");
        Tool.of("ssh-keygen", "-q", "-t", type, "-C", "test", "-N", passphrase, "-f", file.toString())
                .output();
        return file;
    }

    private static void accounts(Path directory, String password) throws IOException {
        String system = Files.readString(Path.of("/etc/passwd"));
        String more = USER + ":x:65532:65534::/:/bin/sh\nsshd:x:65533:65534::/run/sshd:/usr/sbin/nologin\n";
        Files.writeString(directory.resolve("passwd"), more + system.replaceAll("(?m)^(sshd|" + USER + "):.*\n", ""));
        owners(directory.resolve("sudoers"), "root ALL=(ALL) ALL\n" + USER + " ALL=(ALL) ALL\n");
        String hash = password == null
                ? "*"
                : Tool.of("openssl", "passwd", "-6", "-stdin")
                        .input(password)
                        .output()
                        .strip();
        String account = ":" + hash + ":19000:0:99999:7:::\n";
        owners(directory.resolve("shadow"), "root" + account + USER + account);
    }

    private static void owners(Path file, String content) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }

    private static Path program() {
        DebianPackages.require("libwrap0", "libgssapi-krb5-2", "openssh-client");
        return Unpacked.packages("openssh-server", "openssh-server").resolve(PROGRAM);
    }

    /** Of {@link Server#HOST}. */
    public int port() {
        return port;
    }

    /** A line of {@code known_hosts}. */
    public String knownHost() {
        return knownHost(hostKey);
    }

    /** The same with the key of another. */
    public String knownHost(String publicKey) {
        return "[" + Server.HOST + "]:" + port + " " + publicKey.strip() + "\n";
    }

    @Override
    public void close() {
        List<ProcessHandle> sessions = process.descendants().toList();
        process.destroy();
        sessions.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
