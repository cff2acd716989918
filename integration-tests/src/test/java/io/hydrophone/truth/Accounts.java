package io.hydrophone.truth;

import io.hydrophone.servers.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Further accounts and schemas of a shared server; made anew or left as they are. */
final class Accounts {
    /** Has no password, so that the answer to every method of authentication is empty. */
    static final String BARE = "bare";

    /** The same with another name. */
    static final String OTHER = "other_bare";

    /** A schema beside {@link Server#SCHEMA}, which the accounts may use. */
    static final String SHALLOWS = "shallows";

    private Accounts() {}

    static void create(Server server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS " + SHALLOWS);
            for (String name : new String[] {BARE, OTHER}) {
                statement.execute("CREATE USER IF NOT EXISTS " + name + "@'%' IDENTIFIED BY ''");
                statement.execute("GRANT ALL ON *.* TO " + name + "@'%'");
            }
        }
    }
}
