package io.hydrophone.servers;

import java.util.EnumMap;
import java.util.Map;

/** The real servers that tests run against. */
public enum ServerKind {
    MARIADB_10_11(new MariaDb1011()),
    MARIADB_11_4(new MariaDb114()),
    MYSQL_5_7(MySqlArchive.mysql57()),
    MYSQL_8_0(MySqlArchive.mysql80()),
    MYSQL_9_7(MySql97.RELEASE);

    private static final Map<ServerKind, Server> SHARED = new EnumMap<>(ServerKind.class);

    @SuppressWarnings("ImmutableEnumChecker") // a release has no state of its own
    private final Release release;

    ServerKind(Release release) {
        this.release = release;
    }

    Release release() {
        return release;
    }

    public boolean isMariaDb() {
        return this == MARIADB_10_11 || this == MARIADB_11_4;
    }

    /** Starts a server of one's own, to be closed by the caller, with further options of the server's program. */
    public Server start(String... options) {
        return Server.start(this, options);
    }

    /** The one server of this kind that all tests of a JVM share; it ends with the JVM. Tests leave its settings alone. */
    public Server shared() {
        synchronized (SHARED) {
            Server server = SHARED.get(this);
            if (server == null) {
                server = start();
                SHARED.put(this, server);
                Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end of " + this));
            }
            return server;
        }
    }
}
