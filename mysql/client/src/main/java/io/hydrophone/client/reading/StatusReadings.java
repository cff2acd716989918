package io.hydrophone.client.reading;

import io.hydrophone.client.Dialect;
import java.time.Duration;

/** What a server says of itself as a whole. */
public final class StatusReadings {
    /** Whether it answers at all: one row. */
    public static final Reading PING = Reading.quick("a sign of life", (facts, limit) -> "SELECT 1 AS " + Dialect.MARK);

    /** {@code SHOW GLOBAL STATUS}: name and value, see {@link Snapshot#pairs}. */
    public static final Reading GLOBAL_STATUS =
            Reading.quick("global status", (facts, limit) -> globalStatus(facts.dialect(), limit));

    /** {@code SHOW GLOBAL VARIABLES}: name and value, see {@link Snapshot#pairs}. */
    public static final Reading GLOBAL_VARIABLES =
            Reading.quick("global variables", (facts, limit) -> pairs(facts.dialect(), "global_variables", limit));

    private StatusReadings() {}

    /** In MySQL's own table the counters Com_… are missing; SHOW has them, and a variable that nobody sets is a mark in it. */
    private static String globalStatus(Dialect dialect, Duration limit) {
        return dialect.version().isMariaDb()
                ? pairs(dialect, "global_status", limit)
                : dialect.show("GLOBAL STATUS WHERE @" + Dialect.MARK + " IS NULL", limit);
    }

    private static String pairs(Dialect dialect, String table, Duration limit) {
        return dialect.select(
                "VARIABLE_NAME AS " + Dialect.MARK + ", VARIABLE_VALUE FROM " + dialect.statusSchema() + "." + table,
                limit);
    }
}
