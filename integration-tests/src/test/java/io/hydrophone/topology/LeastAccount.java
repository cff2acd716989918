package io.hydrophone.topology;

import io.hydrophone.client.ServerVersion;
import io.hydrophone.client.grants.AccountName;
import io.hydrophone.client.grants.Grants;
import io.hydrophone.client.grants.Purpose;
import io.hydrophone.servers.Server;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/** An account with what {@code hydrophone grants} prints for a server, and nothing else. */
record LeastAccount(String user, List<Grants.Statement> statements) {
    static final String PASSWORD = "twenty leagues";

    static LeastAccount create(Server server, Purpose purpose, Predicate<Grants.Statement> wanted) throws SQLException {
        String user = "least_" + purpose.name().toLowerCase(java.util.Locale.ROOT);
        ServerVersion version = ServerVersion.parse(server.version(), "");
        List<Grants.Statement> statements =
                Grants.of(version, purpose, AccountName.parse(user + "@127.0.0.1"), Server.SCHEMA);
        server.execute("DROP USER IF EXISTS " + user + "@127.0.0.1");
        for (Grants.Statement statement : statements) {
            if (wanted.test(statement)) {
                server.execute(statement.sql().replace(Grants.PASSWORD, PASSWORD));
            }
        }
        return new LeastAccount(user, statements);
    }
}
