package io.hydrophone.client.reading;

/** What InnoDB says of itself. */
public final class InnodbReadings {
    /** {@code SHOW ENGINE INNODB STATUS}: one row whose column {@code status} is the text, at most 1 MiB. */
    public static final Reading STATUS_TEXT =
            Reading.quick("InnoDB's status", (facts, limit) -> facts.dialect().show("ENGINE INNODB STATUS", limit));

    /** {@code name}, {@code subsystem}, {@code type}, {@code comment}, {@code count} of those that are counted. */
    public static final Reading METRICS = Reading.quick(
            "InnoDB's metrics",
            Reading.select(
                    facts -> "NAME, SUBSYSTEM, TYPE, COMMENT, COUNT FROM information_schema.innodb_metrics WHERE "
                            + (facts.dialect().isMariaDb(10, 5) ? "ENABLED = 1" : "STATUS = 'enabled'")));

    /** Compression by size of pages. */
    public static final Reading COMPRESSION =
            Reading.quick("compression", Reading.select(facts -> "t.* FROM information_schema.innodb_cmp t"));

    /** Compressed pages in memory by their size. */
    public static final Reading COMPRESSION_MEMORY =
            Reading.quick("compressed pages", Reading.select(facts -> "t.* FROM information_schema.innodb_cmpmem t"));

    /** A row a file of tables. */
    public static final Reading TABLESPACES = Reading.heavy(
            "tablespaces",
            Reading.select(facts -> "t.* FROM information_schema."
                    + (facts.dialect().isMySql(8, 0, 0) ? "innodb_tablespaces" : "innodb_sys_tablespaces")
                    + " t LIMIT 50000"));

    private InnodbReadings() {}
}
