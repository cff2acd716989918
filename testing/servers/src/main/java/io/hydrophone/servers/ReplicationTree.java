package io.hydrophone.servers;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Three MySQL 9.7 with GTIDs, each following the one before: a source, an intermediate source, a leaf. The source's table
 * {@code depth.t} has arrived everywhere.
 */
public final class ReplicationTree implements AutoCloseable {
    private final List<Server> servers;

    private ReplicationTree(List<Server> servers) {
        this.servers = servers;
    }

    /** Starts them, with further options for each. */
    public static ReplicationTree start(String... options) throws SQLException {
        ReplicationTree tree = new ReplicationTree(Together.start(IntStream.rangeClosed(1, 3)
                .<Callable<Server>>mapToObj(id -> () -> server(id, options))
                .toList()));
        try {
            tree.replicate();
            return tree;
        } catch (SQLException | RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    private static Server server(int id, String... options) {
        String[] all = new String[options.length + 5];
        all[0] = "--server-id=" + id;
        all[1] = "--log-bin=binlog";
        all[2] = "--gtid-mode=ON";
        all[3] = "--enforce-gtid-consistency=ON";
        all[4] = "--report-host=" + Server.HOST;
        System.arraycopy(options, 0, all, 5, options.length);
        return ServerKind.MYSQL_9_7.start(all);
    }

    private void replicate() throws SQLException {
        Replication.follow(intermediate(), source(), "");
        Replication.follow(leaf(), intermediate(), "");
        source().execute("CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        Replication.await(leaf(), "SELECT COUNT(*) FROM t", "1");
    }

    public Server source() {
        return servers.get(0);
    }

    public Server intermediate() {
        return servers.get(1);
    }

    public Server leaf() {
        return servers.get(2);
    }

    @Override
    public void close() {
        Together.end(servers);
    }
}
