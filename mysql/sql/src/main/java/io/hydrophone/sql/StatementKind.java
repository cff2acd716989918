package io.hydrophone.sql;

/** What a statement does, from its first keywords, as MySQL counts it in its {@code Com_} status variables. */
public enum StatementKind {
    SELECT("select"),
    INSERT("insert"),
    UPDATE("update"),
    DELETE("delete"),
    REPLACE("replace"),
    CALL("call_procedure"),
    SET("set_option"),
    SHOW("show"),
    USE("change_db"),
    BEGIN("begin"),
    COMMIT("commit"),
    ROLLBACK("rollback"),
    SAVEPOINT("savepoint"),
    RELEASE_SAVEPOINT("release_savepoint"),
    ROLLBACK_TO_SAVEPOINT("rollback_to_savepoint"),
    XA("xa"),
    LOAD("load"),
    DO("do"),
    HANDLER("handler"),
    EXPLAIN("explain"),
    PREPARE("prepare_sql"),
    EXECUTE("execute_sql"),
    DEALLOCATE("dealloc_sql"),
    KILL("kill"),
    LOCK_TABLES("lock_tables"),
    UNLOCK_TABLES("unlock_tables"),
    GRANT("grant"),
    REVOKE("revoke"),
    FLUSH("flush"),
    RESET("reset"),
    ANALYZE("analyze"),
    OPTIMIZE("optimize"),
    REPAIR("repair"),
    CHECK("check"),
    CHECKSUM("checksum"),
    TRUNCATE("truncate"),
    RENAME("rename_table"),
    CREATE_TABLE("create_table"),
    CREATE_INDEX("create_index"),
    CREATE_DB("create_db"),
    CREATE_VIEW("create_view"),
    CREATE_USER("create_user"),
    CREATE_PROCEDURE("create_procedure"),
    CREATE_FUNCTION("create_function"),
    CREATE_TRIGGER("create_trigger"),
    CREATE_EVENT("create_event"),
    ALTER_TABLE("alter_table"),
    ALTER_DB("alter_db"),
    ALTER_VIEW("alter_view"),
    ALTER_USER("alter_user"),
    ALTER_PROCEDURE("alter_procedure"),
    ALTER_FUNCTION("alter_function"),
    ALTER_EVENT("alter_event"),
    DROP_TABLE("drop_table"),
    DROP_INDEX("drop_index"),
    DROP_DB("drop_db"),
    DROP_VIEW("drop_view"),
    DROP_USER("drop_user"),
    DROP_PROCEDURE("drop_procedure"),
    DROP_FUNCTION("drop_function"),
    DROP_TRIGGER("drop_trigger"),
    DROP_EVENT("drop_event"),
    /** Whatever the lists above do not name, and text that is no statement. */
    OTHER("other");

    private final String label;
    private final String keyword = name().toLowerCase(java.util.Locale.ROOT);

    StatementKind(String label) {
        this.label = label;
    }

    /**
     * The name of MySQL's counter without its {@code Com_}, in lower case. The kinds that MySQL divides further or does
     * not count go by their keyword: {@code show}, {@code xa}, {@code handler}, {@code explain}, {@code reset}; so does
     * {@code other}.
     */
    public String label() {
        return label;
    }

    /** The kind of the first statement in the text. Comments and parentheses before it and {@code WITH} are looked through. */
    public static StatementKind of(byte[] sql, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, sql.length);
        StatementKind kind = atOnce(sql, offset, offset + length);
        return kind == null ? new FirstKeywords(sql, offset, length).kind() : kind;
    }

    /** What nearly all traffic is, told by the first word alone; null when more has to be read. */
    private static StatementKind atOnce(byte[] sql, int from, int limit) {
        int p = from;
        while (p < limit && (ByteClass.isSpace(sql[p]) || sql[p] == '(')) {
            p++;
        }
        int end = p;
        while (end < limit && ByteClass.isWord(sql[end])) {
            end++;
        }
        for (StatementKind kind : COMMONEST) {
            if (end - p == kind.keyword.length() && Keywords.endsWith(sql, end, kind.keyword)) {
                return kind;
            }
        }
        return null;
    }

    private static final StatementKind[] COMMONEST = {
        SELECT, INSERT, UPDATE, DELETE, COMMIT, SET, BEGIN, REPLACE, CALL, SHOW
    };
}
