package io.hydrophone.truth;

import io.hydrophone.servers.Server;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Where a case is played: a server behind the recording proxy, and a directory of its own. */
final class Stage {
    private final Server server;
    private final Path directory;
    private final List<Spoken> spoken = new ArrayList<>();

    /** @param server as it is reached through the proxy */
    Stage(Server server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    Server server() {
        return server;
    }

    Path directory() {
        return directory;
    }

    List<Spoken> spoken() {
        return spoken;
    }

    /** A speaker whose notes are compared with what is heard. */
    Speaker speaker(Connection connection) {
        return new Speaker(connection, spoken);
    }

    /** A connection of MySQL Connector/J with further properties of the driver, {@code useServerPrepStmts=true}. */
    Connection connectMySql(String... parameters) throws SQLException {
        String url = "jdbc:mysql://" + Server.HOST + ":" + server.port() + "/" + Server.SCHEMA
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
        return DriverManager.getConnection(
                parameters.length == 0 ? url : url + "&" + String.join("&", parameters), Server.USER, Server.PASSWORD);
    }
}
