package io.hydrophone.client;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that a server's version understands: chosen by the version, never by trying. All of them only read,
 * bear {@link OwnStatements#MARK}, are bounded in rows, and end by themselves after their time.
 */
final class Catalogue {
    static final int MAX_SESSIONS = 10_000;
    static final int MAX_THREADS = 1_000;
    static final int MAX_PREPARED = 100_000;
    static final int MAX_DIGESTS = 20_000;
    /** Of a statement's text, in characters. */
    private static final int MAX_SQL = 4_096;

    private final Dialect dialect;
    private final ServerVersion version;
    /** Whether the server keeps the tables of performance_schema. */
    private final boolean instrumented;

    Catalogue(ServerVersion version, boolean instrumented) {
        this.dialect = new Dialect(version, instrumented);
        this.version = version;
        this.instrumented = instrumented;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Before anything is known: version, comment, performance_schema, port, connection. */
    static String identity() {
        return "SELECT @@version, @@version_comment, @@performance_schema, @@port, CONNECTION_ID(), 1 AS "
                + OwnStatements.MARK;
    }

    /** Commands of this connection so far, this one included. */
    String ownQuestions() {
        return "SELECT VARIABLE_VALUE AS " + OwnStatements.MARK + " FROM " + statusSchema()
                + ".session_status WHERE VARIABLE_NAME = 'Questions'";
    }

    /** Name and value. */
    String status(List<String> names, Duration limit) {
        String list = names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return select(
                "VARIABLE_NAME, VARIABLE_VALUE AS " + OwnStatements.MARK + " FROM " + statusSchema()
                        + ".global_status WHERE VARIABLE_NAME IN (" + list + ")",
                limit);
    }

    /**
     * The rows of the statement table: schema, digest, first and last seen in seconds, then each {@link Figure}; on servers
     * that know them longest, and quantiles of the time; with text if asked for.
     *
     * @param sinceSeconds only those used at that time or later, by the server's clock; null for all
     */
    String statements(String sinceSeconds, boolean text, Duration limit) {
        StringBuilder sql = new StringBuilder("SCHEMA_NAME AS ").append(OwnStatements.MARK);
        sql.append(", DIGEST, UNIX_TIMESTAMP(FIRST_SEEN), UNIX_TIMESTAMP(LAST_SEEN), UNIX_TIMESTAMP(NOW(6))");
        for (Figure figure : Figure.values()) {
            sql.append(", ").append(figure.column());
        }
        sql.append(", MAX_TIMER_WAIT")
                .append(hasQuantiles() ? ", QUANTILE_95, QUANTILE_99, QUANTILE_999" : ", 0, 0, 0");
        sql.append(text ? ", DIGEST_TEXT" : ", NULL");
        sql.append(" FROM performance_schema.events_statements_summary_by_digest");
        if (sinceSeconds != null) {
            sql.append(" WHERE LAST_SEEN >= FROM_UNIXTIME(")
                    .append(sinceSeconds)
                    .append(')');
        }
        return select(sql + " LIMIT " + MAX_DIGESTS, limit);
    }

    boolean hasQuantiles() {
        return !version.isMariaDb() && version.isAtLeast(8, 0, 0);
    }

    /** Connections over TCP: id, user, host with port, database. */
    String sessions(Duration limit) {
        return select(
                "ID AS " + OwnStatements.MARK + ", USER, HOST, DB FROM " + processlist()
                        + " WHERE HOST LIKE '%:%' LIMIT " + MAX_SESSIONS,
                limit);
    }

    /** Numbers of collations and their names. */
    String collations(Duration limit) {
        return select(
                "ID AS " + OwnStatements.MARK
                        + ", COLLATION_NAME FROM information_schema.COLLATIONS WHERE ID IS NOT NULL",
                limit);
    }

    /** Whether the server tells the variables of other sessions: MariaDB does not. */
    boolean hasSessionVariables() {
        return instrumented && !version.isMariaDb() && version.isAtLeast(5, 7, 2);
    }

    /** Of each connection: id, and those variables that a recording keeps. */
    String sessionVariables(Duration limit) {
        return select(
                "t.PROCESSLIST_ID AS " + OwnStatements.MARK
                        + ", v.VARIABLE_NAME, v.VARIABLE_VALUE FROM performance_schema.variables_by_thread v"
                        + " JOIN performance_schema.threads t ON t.THREAD_ID = v.THREAD_ID"
                        + " WHERE v.VARIABLE_NAME IN ('sql_mode', 'collation_connection')"
                        + " AND t.PROCESSLIST_ID <> CONNECTION_ID() LIMIT " + 2 * MAX_SESSIONS,
                limit);
    }

    /** Whether the server tells which statements sessions have prepared. */
    boolean hasPrepared() {
        return instrumented && version.isAtLeast(version.isMariaDb() ? 10 : 5, version.isMariaDb() ? 5 : 7, 4);
    }

    /** Statements prepared by the protocol, not by SQL: connection's id, statement's id, text. */
    String prepared(Duration limit) {
        return select(
                "t.PROCESSLIST_ID AS " + OwnStatements.MARK
                        + ", p.STATEMENT_ID, p.SQL_TEXT FROM performance_schema.prepared_statements_instances p"
                        + " JOIN performance_schema.threads t ON t.THREAD_ID = p.OWNER_THREAD_ID"
                        + " WHERE COALESCE(p.STATEMENT_NAME, '') = '' AND t.PROCESSLIST_ID <> CONNECTION_ID() LIMIT "
                        + MAX_PREPARED,
                limit);
    }

    /** What runs: id, user, host, database, command, microseconds, state, text. */
    String running(Duration limit) {
        return select(
                "ID AS " + OwnStatements.MARK + ", USER, HOST, DB, COMMAND, " + age("") + ", STATE, LEFT(INFO, "
                        + MAX_SQL
                        + ") FROM " + processlist() + " WHERE COMMAND IN ('Query', 'Execute', 'Prepare', 'Field List',"
                        + " 'Init DB', 'Change user', 'Fetch', 'Reset stmt', 'Killed')"
                        + " AND ID <> CONNECTION_ID() LIMIT " + MAX_THREADS,
                limit);
    }

    /** Whether any transaction waits for a row: a number. */
    String rowWaits(Duration limit) {
        return select(
                "COUNT(*) AS " + OwnStatements.MARK
                        + " FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
                limit);
    }

    /** Who waits for a row that whom holds: two ids. */
    String rowBlockers(Duration limit) {
        String pairs = hasDataLockWaits()
                ? "r.PROCESSLIST_ID AS " + OwnStatements.MARK
                        + ", b.PROCESSLIST_ID FROM performance_schema.data_lock_waits w"
                        + " JOIN performance_schema.threads r ON r.THREAD_ID = w.REQUESTING_THREAD_ID"
                        + " JOIN performance_schema.threads b ON b.THREAD_ID = w.BLOCKING_THREAD_ID"
                : "r.trx_mysql_thread_id AS " + OwnStatements.MARK
                        + ", b.trx_mysql_thread_id FROM information_schema.innodb_lock_waits w"
                        + " JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_trx_id"
                        + " JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id";
        return select("DISTINCT " + pairs + " LIMIT " + MAX_THREADS, limit);
    }

    private boolean hasDataLockWaits() {
        return !version.isMariaDb() && version.isAtLeast(8, 0, 1);
    }

    /** Who waits for the definition of a table that whom uses: two ids. */
    String metadataBlockers(Duration limit) {
        return select(
                "DISTINCT wt.PROCESSLIST_ID AS " + OwnStatements.MARK
                        + ", ht.PROCESSLIST_ID FROM performance_schema.metadata_locks w"
                        + " JOIN performance_schema.metadata_locks h ON h.OBJECT_TYPE = w.OBJECT_TYPE"
                        + " AND h.OBJECT_SCHEMA <=> w.OBJECT_SCHEMA AND h.OBJECT_NAME <=> w.OBJECT_NAME"
                        + " AND h.LOCK_STATUS = 'GRANTED' AND h.OWNER_THREAD_ID <> w.OWNER_THREAD_ID"
                        + " JOIN performance_schema.threads wt ON wt.THREAD_ID = w.OWNER_THREAD_ID"
                        + " JOIN performance_schema.threads ht ON ht.THREAD_ID = h.OWNER_THREAD_ID"
                        + " WHERE w.LOCK_STATUS = 'PENDING' LIMIT " + MAX_THREADS,
                limit);
    }

    /** These connections: as {@link #running}, and for how many seconds their transaction has been open, or null. */
    String threads(List<Long> ids, Duration limit) {
        return select(
                "p.ID AS " + OwnStatements.MARK + ", p.USER, p.HOST, p.DB, p.COMMAND, " + age("p.")
                        + ", p.STATE, LEFT(p.INFO, " + MAX_SQL + "), "
                        // InnoDB tells the time of the system, whatever the session's zone is.
                        + "TIMESTAMPDIFF(SECOND, t.trx_started, CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', 'SYSTEM')) FROM "
                        + processlist()
                        + " p LEFT JOIN information_schema.innodb_trx t ON t.trx_mysql_thread_id = p.ID WHERE p.ID IN ("
                        + list(ids) + ")",
                limit);
    }

    /** The last statement of these connections, also of those that are idle since: id, text. */
    String lastStatements(List<Long> ids, Duration limit) {
        return select(
                "t.PROCESSLIST_ID AS " + OwnStatements.MARK + ", LEFT(s.SQL_TEXT, " + MAX_SQL
                        + ") FROM performance_schema.threads t JOIN performance_schema.events_statements_current s"
                        + " ON s.THREAD_ID = t.THREAD_ID WHERE t.PROCESSLIST_ID IN (" + list(ids)
                        + ") AND s.NESTING_EVENT_LEVEL = 0",
                limit);
    }

    private String select(String rest, Duration limit) {
        return dialect.select(rest, limit);
    }

    private String statusSchema() {
        return dialect.statusSchema();
    }

    private String processlist() {
        return dialect.processlist();
    }

    private String age(String table) {
        return version.isMariaDb()
                ? "CAST(" + table + "TIME_MS * 1000 AS SIGNED)"
                : "CAST(" + table + "TIME AS SIGNED) * 1000000";
    }

    private static String list(List<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
