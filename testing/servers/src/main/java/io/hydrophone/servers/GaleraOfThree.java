package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Three MariaDB 10.11 in a Galera cluster, all Synced. The first one's data, stopped in good order, is what the others begin with, so that each
 * gets only what it missed meanwhile. Nodes of root's run as nobody: root's rsync would not read their files.
 */
public final class GaleraOfThree implements AutoCloseable {
    public static final String NAME = "fathom";

    private static final String ALL_SYNCED = "SELECT COUNT(*) FROM information_schema.global_status"
            + " WHERE (variable_name = 'wsrep_cluster_size' AND variable_value = '3')"
            + " OR (variable_name = 'wsrep_local_state_comment' AND variable_value = 'Synced')";

    /** Where a node listens: for clients, for the group, for what a new node gets, in both ways. */
    private record Node(Path directory, int port, int group, int increment, int state) {
        static Node create() throws IOException {
            return new Node(
                    Files.createTempDirectory("hydrophone-"),
                    FreePort.find(),
                    FreePort.find(),
                    FreePort.find(),
                    FreePort.find());
        }

        Path data() {
            return directory.resolve("data");
        }

        Path socket() {
            return directory.resolve("socket");
        }

        ProcessBuilder command(Path scripts, int... others) {
            List<String> words = new ArrayList<>(List.of(
                    "/usr/sbin/mariadbd",
                    "--no-defaults",
                    "--datadir=" + data(),
                    "--tmpdir=" + directory,
                    "--socket=" + socket(),
                    "--pid-file=" + directory.resolve("pid"),
                    "--port=" + port,
                    "--bind-address=" + Server.HOST,
                    "--skip-name-resolve",
                    "--performance-schema=ON",
                    "--innodb-flush-log-at-trx-commit=0",
                    "--innodb-buffer-pool-size=64M",
                    "--binlog-format=ROW",
                    "--innodb-autoinc-lock-mode=2",
                    "--wsrep-on=ON",
                    "--wsrep-provider=/usr/lib/galera/libgalera_smm.so",
                    "--wsrep-cluster-name=" + NAME,
                    "--wsrep-cluster-address=gcomm://" + (others.length == 0 ? "" : Server.HOST + ":" + others[0]),
                    "--wsrep-node-address=" + Server.HOST + ":" + group,
                    "--wsrep-node-incoming-address=" + Server.HOST + ":" + port,
                    "--wsrep-sst-method=rsync",
                    "--wsrep-sst-receive-address=" + Server.HOST + ":" + state,
                    "--wsrep-provider-options=gmcast.listen_addr=tcp://%1$s:%2$d;ist.recv_addr=%1$s:%3$d;gcache.size=1M"
                            .formatted(Server.HOST, group, increment)));
            if (isRoot()) {
                words.add("--user=nobody");
            }
            if (others.length == 0) {
                words.add("--wsrep-new-cluster");
            }
            ProcessBuilder command = new ProcessBuilder(words);
            command.environment().merge("PATH", scripts.toString(), (path, first) -> first + ":" + path);
            return command;
        }

        /** Gives the directory with all that is in it to whom the node runs as. */
        void giveAway() throws IOException {
            if (!isRoot()) {
                return;
            }
            UserPrincipal nobody =
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.toList()) {
                    Files.setOwner(path, nobody);
                }
            }
        }

        Server start(Path scripts, int... others) throws IOException {
            giveAway();
            return Server.start(ServerKind.MARIADB_10_11, directory, port, command(scripts, others));
        }
    }

    private final List<Server> nodes;

    private GaleraOfThree(List<Server> nodes) {
        this.nodes = nodes;
    }

    public static GaleraOfThree start() {
        ServerKind.MARIADB_10_11.release().provide();
        DebianPackages.require("galera-4", "rsync", "lsof", "iproute2");
        try {
            return start(scripts());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GaleraOfThree start(Path scripts) throws IOException {
        Node first = Node.create();
        EmptyData.copyTo(first.data(), ServerKind.MARIADB_10_11);
        prepare(first, scripts);
        List<Node> all = List.of(first, Node.create(), Node.create());
        for (Node other : all.subList(1, 3)) {
            Directories.copy(first.data(), other.data());
        }
        mayBegin(first);
        List<Server> nodes = new ArrayList<>();
        try {
            nodes.add(first.start(scripts));
            nodes.addAll(Together.start(all.subList(1, 3).stream()
                    .<Callable<Server>>map(node -> () -> node.start(scripts, first.group()))
                    .toList()));
            // Of the server that has both: how many nodes it sees, and that it is one of them.
            nodes.forEach(node -> Replication.await(node, ALL_SYNCED, "2"));
            return new GaleraOfThree(List.copyOf(nodes));
        } catch (IOException | RuntimeException e) {
            Together.end(nodes);
            throw e;
        }
    }

    /** A cluster of one, in which the account is made, and which ends in good order: it then knows where it is in the history. */
    private static void prepare(Node node, Path scripts) throws IOException {
        node.giveAway();
        Process process = node.command(scripts)
                .redirectErrorStream(true)
                .redirectOutput(node.directory().resolve("log").toFile())
                .start();
        Tool root = ServerKind.MARIADB_10_11.release().client().with("--user=root", "--socket=" + node.socket());
        try {
            Pause.until(
                    "the first node lets root in",
                    Duration.ofSeconds(60),
                    () -> root.input("SELECT 1").run().status() == 0);
            root.input(Server.accounts()).output();
            process.destroy(); // SIGTERM
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the first node does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void mayBegin(Node node) throws IOException {
        Path state = node.data().resolve("grastate.dat");
        Files.writeString(
                state, Files.readString(state).replaceFirst("safe_to_bootstrap: \\d", "safe_to_bootstrap: 1"));
    }

    /** What brings state to a new node: of Debian's mariadb-server, which is not installed because it would start one. */
    private static Path scripts() {
        return readable(MariaDb1011.unpacked().resolve("usr/bin"));
    }

    /** Where nobody can read them too: the cache may lie in a directory of its user's alone. */
    private static Path readable(Path scripts) {
        try {
            Path directory = Files.createTempDirectory("hydrophone-");
            Directories.deleteAtExit(directory);
            for (String name : List.of("wsrep_sst_rsync", "wsrep_sst_common")) {
                Files.copy(scripts.resolve(name), directory.resolve(name));
            }
            Tool.of("chmod", "-R", "a+rX", directory.toString()).output();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    public List<Server> nodes() {
        return nodes;
    }

    @Override
    public void close() {
        Together.end(nodes);
    }
}
