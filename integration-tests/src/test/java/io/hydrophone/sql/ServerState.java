package io.hydrophone.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What other sessions can see of what a session did, told by another session. */
final class ServerState {
    private final Connection observer;
    private final boolean mariaDb;
    private final Path files;

    /** @param files the directory into which statements write their files */
    ServerState(Connection observer, boolean mariaDb, Path files) {
        this.observer = observer;
        this.mariaDb = mariaDb;
        this.files = files;
    }

    /** Rows, definitions, accounts, global variables, locks of a session, files: each by its name. */
    Map<String, String> of(long session) throws SQLException, IOException {
        Map<String, String> state = new TreeMap<>();
        ask(
                state,
                "rows",
                "SELECT (SELECT GROUP_CONCAT(id, name ORDER BY id) FROM reef), (SELECT COUNT(*) FROM wreck)");
        ask(
                state,
                "tables",
                "SELECT GROUP_CONCAT(table_schema, table_name, create_time ORDER BY 1)"
                        + " FROM information_schema.tables WHERE table_schema NOT IN ('information_schema', 'performance_schema')");
        ask(state, "schemas", "SELECT GROUP_CONCAT(schema_name ORDER BY 1) FROM information_schema.schemata");
        ask(state, "routines", "SELECT COUNT(*) FROM information_schema.routines");
        ask(
                state,
                "accounts",
                "SELECT GROUP_CONCAT(grantee, privilege_type ORDER BY 1) FROM information_schema.user_privileges");
        ask(state, "variables", "SHOW GLOBAL VARIABLES");
        ask(state, "user lock", "SELECT IS_USED_LOCK('a')");
        state.put("row locks", Boolean.toString(isLocked()));
        if (mariaDb) {
            ask(state, "sequence", "SELECT next_not_cached_value FROM tide");
        } else {
            ask(
                    state,
                    "metadata locks",
                    "SELECT COUNT(*) FROM performance_schema.metadata_locks"
                            + " JOIN performance_schema.threads ON thread_id = owner_thread_id"
                            + " WHERE processlist_id = " + session
                            + " AND lock_type NOT IN ('SHARED_READ', 'SHARED', 'SHARED_HIGH_PRIO', 'INTENTION_EXCLUSIVE')");
        }
        try (Stream<Path> written = Files.list(files)) {
            state.put("files", written.sorted().toList().toString());
        }
        return state;
    }

    /** Asked by trying, for the server's own table of transactions is up to a tenth of a second old. */
    private boolean isLocked() {
        try (Statement statement = observer.createStatement()) {
            statement.execute("SELECT * FROM reef FOR UPDATE NOWAIT");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    private void ask(Map<String, String> state, String name, String question) throws SQLException {
        StringBuilder answer = new StringBuilder();
        try (Statement statement = observer.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    answer.append(rows.getString(i)).append(' ');
                }
            }
        }
        state.put(name, answer.toString());
    }
}
