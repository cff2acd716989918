package io.hydrophone.client;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.IntConsumer;
import org.mariadb.jdbc.Driver;

/**
 * A login to a server, which only reads. Each statement has a limit: the server gives up after it, and a little later
 * the socket does. For one thread at a time.
 */
public final class ServerConnection implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /** How much longer than the server the socket waits. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int FETCH_ROWS = 1_000;

    /** Takes one row. */
    @FunctionalInterface
    public interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private final MySqlUrl url;
    private final Connection connection;
    private ServerVersion version;
    private boolean instrumented;
    private int port;
    private long id;
    private Catalogue catalogue;
    private long ownQuestions;

    private ServerConnection(MySqlUrl url, Connection connection) {
        this.url = url;
        this.connection = connection;
    }

    /**
     * Logs in and asks who the server is.
     *
     * @param outgoing is told the local TCP port before it is used; a Unix socket has none
     */
    public static ServerConnection open(MySqlUrl url, IntConsumer outgoing) throws ServerFailure {
        ServerConnection opened;
        try {
            opened = new ServerConnection(
                    url,
                    ScopedValue.where(OutgoingSocket.WAY, new OutgoingSocket.Way(outgoing, url.socket()))
                            .call(() -> new Driver().connect(driverUrl(url), properties(url))));
        } catch (SQLException e) {
            throw Failures.atLogin(url, e);
        }
        try {
            opened.identify();
            return opened;
        } catch (ServerFailure | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static String driverUrl(MySqlUrl url) {
        return "jdbc:mariadb://" + url.hostAndPort() + "/";
    }

    private static Properties properties(MySqlUrl url) {
        Properties properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty(
                "password", url.password() == null ? "" : url.password().reveal());
        properties.setProperty("sslMode", url.tls().driverName());
        if (url.ca() != null) {
            properties.setProperty("serverSslCert", url.ca().toString());
        }
        // Where nothing is encrypted, the password still is, by a key that the server sends.
        properties.setProperty("allowPublicKeyRetrieval", Boolean.toString(url.tls() == TlsMode.DISABLED));
        properties.setProperty("connectTimeout", Long.toString(CONNECT_LIMIT.toMillis()));
        properties.setProperty(
                "socketTimeout", Long.toString(CONNECT_LIMIT.plus(GRACE).toMillis()));
        properties.setProperty("sessionVariables", OwnStatements.SETTINGS);
        properties.setProperty("connectionAttributes", "program_name:hydrophone");
        properties.setProperty("socketFactory", OutgoingSocket.class.getName());
        // What a server may not make its client do: send files, go elsewhere.
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("permitRedirect", "false");
        return properties;
    }

    private void identify() throws ServerFailure {
        String[] names = new String[2];
        query("its version", Catalogue.identity(), CONNECT_LIMIT, row -> {
            names[0] = row.getString(1);
            names[1] = row.getString(2);
            instrumented = row.getInt(3) != 0;
            port = row.getInt(4);
            id = row.getLong(5);
        });
        version = ServerVersion.parse(names[0], names[1] == null ? "" : names[1]);
        catalogue = new Catalogue(version, instrumented);
        long[] before = new long[1];
        query("its status", catalogue.ownQuestions(), CONNECT_LIMIT, row -> before[0] = row.getLong(1));
        ownQuestions = before[0];
    }

    public ServerVersion version() {
        return version;
    }

    /** Whether performance_schema is on. */
    public boolean isInstrumented() {
        return instrumented;
    }

    /** The port on which the server itself listens. */
    public int port() {
        return port;
    }

    /** The server's number for this connection. */
    public long id() {
        return id;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** How this server wants statements to be written. */
    public Dialect dialect() {
        return catalogue.dialect();
    }

    /** Of the server's questions, those that were this connection's. */
    public long ownQuestions() {
        return ownQuestions;
    }

    /**
     * Runs a statement.
     *
     * @param what is read, for the message of a failure
     * @param sql that only reads, and gives up by itself after the limit where it can
     * @param reader is given each row; it is valid during the call
     */
    public void query(String what, String sql, Duration limit, Row reader) throws ServerFailure {
        ownQuestions++;
        try {
            connection.setNetworkTimeout(Runnable::run, (int) limit.plus(GRACE).toMillis());
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_ROWS);
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        reader.take(rows);
                    }
                }
            }
        } catch (SQLException e) {
            ServerFailure failure = Failures.atStatement(url, what, e);
            if (failure.kind() == ServerFailure.Kind.UNREACHABLE) {
                ownQuestions--; // It did not arrive.
            }
            throw failure;
        }
    }

    /**
     * Ends another connection of the same account, which needs no privilege.
     *
     * @return whether the server does not have it any more: one that hangs takes its time
     */
    public boolean ended(long other) throws ServerFailure {
        try {
            query("the end of a connection", "KILL " + other, CONNECT_LIMIT, row -> {});
        } catch (ServerFailure e) {
            if (e.kind() != ServerFailure.Kind.FAILED) {
                throw e;
            }
            return true; // It has no such thread.
        }
        long[] left = new long[1];
        query("the processlist", catalogue.threads(List.of(other), CONNECT_LIMIT), CONNECT_LIMIT, row -> left[0]++);
        return left[0] == 0;
    }

    /** Whether nothing can be asked any more. */
    public boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was to go, and is gone.
        }
    }
}
