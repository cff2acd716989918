package io.hydrophone.truth;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A statement, or a command without one, as a server's performance_schema tells it.
 *
 * @param event {@code statement/sql/select}, {@code statement/com/Ping}
 * @param sql a prefix where it is long, null where the server keeps none
 * @param rows that were sent
 */
record Told(
        String event,
        String sql,
        String database,
        int errorCode,
        String sqlState,
        int warnings,
        long affected,
        long rows) {
    static Told of(ResultSet row) throws SQLException {
        return new Told(
                row.getString("event_name"),
                row.getString("sql_text"),
                row.getString("current_schema"),
                row.getInt("mysql_errno"),
                row.getString("returned_sqlstate"),
                row.getInt("warnings"),
                row.getLong("rows_affected"),
                row.getLong("rows_sent"));
    }

    /** Whether it is a statement of a text, one of several perhaps. */
    boolean isText() {
        return sql != null && !event.startsWith("statement/com/");
    }
}
