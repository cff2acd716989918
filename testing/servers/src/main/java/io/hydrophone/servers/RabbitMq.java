package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real RabbitMQ of one node on free ports of 127.0.0.1, with a name server of Erlang's, a cookie and data of its own. It can be stopped or killed, and
 * started again with what it has. Debian's packages would start services, so they are unpacked and not installed.
 */
public final class RabbitMq implements AutoCloseable {
    /** May do everything. */
    public static final String USER = "hydrophone";

    public static final String PASSWORD = "forty-fathoms";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private static final List<String> PACKAGES = List.of(
            "rabbitmq-server",
            "erlang-base",
            "erlang-asn1",
            "erlang-crypto",
            "erlang-eldap",
            "erlang-inets",
            "erlang-mnesia",
            "erlang-os-mon",
            "erlang-parsetools",
            "erlang-public-key",
            "erlang-runtime-tools",
            "erlang-ssl",
            "erlang-syntax-tools",
            "erlang-tools",
            "erlang-xmerl");

    private final Path root;
    private final Path directory;
    private final int port;
    private final int namePort;
    private final int nodePort;
    private final Process names;
    private Process node;

    private RabbitMq(Path directory, int port, String... settings) throws IOException {
        this.root = unpacked();
        this.directory = directory;
        this.port = port;
        this.namePort = FreePort.find();
        this.nodePort = FreePort.find();
        Files.writeString(
                directory.resolve("rabbitmq.conf"), """
                default_user = %s
                default_pass = %s
                """.formatted(USER, PASSWORD) + String.join("\n", settings) + "\n");
        Files.writeString(directory.resolve("plugins"), "[].\n");
        this.names = run("names.log", program("epmd").toString(), "-address", Server.HOST, "-port", "" + namePort);
    }

    /**
     * Returns when it takes connections.
     *
     * @param directory empty, the caller's to delete
     * @param settings lines of its configuration
     */
    public static RabbitMq start(Path directory, String... settings) {
        try {
            RabbitMq broker = new RabbitMq(directory, FreePort.find(), settings);
            broker.start();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings for a listener that speaks TLS. */
    public static String[] tls(int port, SelfSigned own) {
        return new String[] {
            "listeners.ssl.default = " + Server.HOST + ":" + port,
            "ssl_options.certfile = " + own.chain(),
            "ssl_options.cacertfile = " + own.chain(),
            "ssl_options.keyfile = " + own.key(),
            "ssl_options.verify = verify_none"
        };
    }

    /** Once more, after {@link #stop} or {@link #kill}. */
    public void start() {
        try {
            node = run(
                    "log", root.resolve("usr/lib/rabbitmq/bin/rabbitmq-server").toString());
            Pause.until("RabbitMQ listens: " + directory.resolve("log"), START_LIMIT, () -> FreePort.isTaken(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In its own order. */
    public void stop() {
        end(node);
    }

    /** SIGKILL. */
    public void kill() {
        node.destroyForcibly().onExit().join();
    }

    public int port() {
        return port;
    }

    /** An address without a user: {@code 127.0.0.1:port}. */
    public String address() {
        return Server.HOST + ":" + port;
    }

    /** With user and password. */
    public String url() {
        return "amqp://" + USER + ":" + PASSWORD + "@" + address() + "/";
    }

    @Override
    public void close() {
        end(node);
        end(names);
    }

    private Process run(String log, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(
                        directory.resolve("plugins").toFile()))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(directory.resolve(log).toFile()));
        Map<String, String> environment = builder.environment();
        environment.putAll(Map.of(
                "HOME",
                directory.toString(),
                "PATH",
                root.resolve("usr/lib/erlang/bin") + ":/usr/bin:/bin",
                "ERL_EPMD_ADDRESS",
                Server.HOST,
                "ERL_EPMD_PORT",
                Integer.toString(namePort),
                "RABBITMQ_NODENAME",
                "hydrophone" + port + "@localhost",
                "RABBITMQ_NODE_IP_ADDRESS",
                Server.HOST,
                "RABBITMQ_NODE_PORT",
                Integer.toString(port),
                "RABBITMQ_DIST_PORT",
                Integer.toString(nodePort),
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-kernel inet_dist_use_interface {127,0,0,1}"));
        environment.putAll(Map.of(
                "RABBITMQ_CONFIG_FILE", directory.resolve("rabbitmq.conf").toString(),
                "RABBITMQ_CONF_ENV_FILE", directory.resolve("none").toString(),
                "RABBITMQ_ENABLED_PLUGINS_FILE", directory.resolve("plugins").toString(),
                "RABBITMQ_MNESIA_BASE", directory.resolve("data").toString(),
                "RABBITMQ_LOG_BASE", directory.toString(),
                "RABBITMQ_LOGS", "-",
                // The script then becomes the node and has its process id, and the node asks for no input.
                "RABBITMQ_ALLOW_INPUT", "1",
                "RABBITMQ_SERVER_START_ARGS", "-noinput"));
        return builder.start();
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Path program(String name) throws IOException {
        try (Stream<Path> versions = Files.list(root.resolve("usr/lib/erlang"))) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + name + " in " + root));
        }
    }

    private static Path unpacked() {
        return Unpacked.directory("rabbitmq-3", directory -> {
            for (String name : PACKAGES) {
                DebianPackages.download(name, directory);
            }
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".deb")).toList()) {
                    Tool.of("dpkg", "--extract", file.toString(), directory.toString())
                            .output();
                    Files.delete(file);
                }
            }
            relocate(directory.resolve("usr/lib/erlang/bin/erl"));
        });
    }

    /** Erlang's script says where Erlang is installed; it has to look beside itself. */
    private static void relocate(Path script) throws IOException {
        String text = Files.readString(script);
        Files.writeString(
                script,
                text.replace(
                        "ROOTDIR=/usr/lib/erlang\n", "ROOTDIR=$(dirname \"$(dirname \"$(readlink -f \"$0\")\")\")\n"));
    }
}
