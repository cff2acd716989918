package io.hydrophone.truth;

import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;

/** A server of its own for the truth, with a memory and a binary log; it starts when it is first asked for. */
final class TruthServer implements AutoCloseable {
    private static final String[] SOURCE = {"--log-bin=binlog", "--server-id=1", "--sync-binlog=0"};

    private final ServerKind kind;
    private Server server;
    private ServerMemory memory;

    TruthServer(ServerKind kind) {
        this.kind = kind;
    }

    ServerKind kind() {
        return kind;
    }

    Server server() throws SQLException {
        if (server == null) {
            server = kind.start(Stream.concat(Arrays.stream(SOURCE), Arrays.stream(ServerMemory.OPTIONS))
                    .toArray(String[]::new));
            Accounts.create(server);
            memory = new ServerMemory(server);
        }
        return server;
    }

    ServerMemory memory() throws SQLException {
        server();
        return memory;
    }

    @Override
    public void close() throws SQLException {
        if (server != null) {
            memory.close();
            server.close();
        }
    }
}
