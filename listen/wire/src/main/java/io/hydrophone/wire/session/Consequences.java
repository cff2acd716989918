package io.hydrophone.wire.session;

import io.hydrophone.protocol.ChangeUser;
import io.hydrophone.protocol.InitDb;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.sql.UseStatement;

/** What a command that was carried out changes in the session itself: user, database, prepared statements. */
final class Consequences {
    private Consequences() {}

    /**
     * A result of the command was heard to its end, without an error.
     *
     * @param status the server's status word
     * @param changedSchema the database that the server says the session is in since then, or null when it says nothing
     */
    static void follow(Session session, Exchange exchange, int status, String changedSchema) {
        exchange.told(status);
        if (exchange.results == 1 && !exchange.damaged && !exchange.truncated) {
            change(session, exchange);
        }
        if (changedSchema != null) {
            session.identity.database(changedSchema);
        } else if ((status & ServerStatus.DB_DROPPED) != 0) {
            session.identity.database("");
        }
    }

    private static void change(Session session, Exchange exchange) {
        switch (exchange.command) {
            case COM_INIT_DB -> session.identity.database(InitDb.database(exchange.payload, exchange.length));
            case COM_QUERY -> {
                String used = UseStatement.database(exchange.payload, exchange.sqlOffset, exchange.sqlLength);
                if (used != null) {
                    session.identity.database(used);
                }
            }
            case COM_RESET_CONNECTION -> session.statements.clear();
            case COM_CHANGE_USER -> {
                ChangeUser change = ChangeUser.parse(exchange.payload, exchange.length);
                session.statements.clear();
                session.identity.changedTo(change.user(), change.database());
            }
            default -> {}
        }
    }
}
