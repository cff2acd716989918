package io.hydrophone.client;

import java.time.Duration;
import java.util.Locale;

/**
 * How one server wants statements to be written that only read, end by themselves after their time, and are known as
 * Hydrophone's own.
 *
 * @param instrumented whether the server keeps the tables of performance_schema
 */
public record Dialect(ServerVersion version, boolean instrumented) {
    /** The alias that a column of each SELECT bears, so that the statement is not counted as load. */
    public static final String MARK = OwnStatements.MARK;

    /** The server gives up by itself after the limit; MySQL takes it as a hint, MariaDB in front of the statement. */
    public String select(String rest, Duration limit) {
        return version.isMariaDb()
                ? maximum(limit) + "SELECT " + rest
                : "SELECT /*+ MAX_EXECUTION_TIME(" + limit.toMillis() + ") */ " + rest;
    }

    /** Of SHOW MySQL knows no limit; there the socket's is the only one. Nor can it be marked. */
    public String show(String what, Duration limit) {
        return (version.isMariaDb() ? maximum(limit) : "") + "SHOW " + what;
    }

    private static String maximum(Duration limit) {
        return String.format(Locale.ROOT, "SET STATEMENT max_statement_time=%.3f FOR ", limit.toMillis() / 1e3);
    }

    /** Where the tables global_status and global_variables are. */
    public String statusSchema() {
        return version.isMariaDb() ? "information_schema" : "performance_schema";
    }

    /** The one in performance_schema does not stop the server while it is read. */
    public String processlist() {
        return !version.isMariaDb() && instrumented && version.isAtLeast(8, 0, 22)
                ? "performance_schema.processlist"
                : "information_schema.processlist";
    }

    /** Whether it is MySQL or a relative, this version or later. */
    public boolean isMySql(int major, int minor, int patch) {
        return !version.isMariaDb() && version.isAtLeast(major, minor, patch);
    }

    /** Whether it is MariaDB, this version or later. */
    public boolean isMariaDb(int major, int minor) {
        return version.isMariaDb() && version.isAtLeast(major, minor, 0);
    }
}
