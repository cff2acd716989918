package io.hydrophone.sql;

/** What executing a statement may do, as {@link ReadOnly} finds in its text; the worst of several comes last. */
public enum Effect {
    /** Reads and leaves nothing behind. */
    PLAIN_READ,
    /** Changes only the session: {@code USE}, {@code BEGIN}, {@code SET} of a harmless variable. */
    SESSION_STATE,
    /** Reads into variables of the session: {@code :=}, {@code SELECT ... INTO @v}. */
    ASSIGNS,
    /** Nothing certain can be said: no statement that is known, or text that servers read in different ways. */
    UNKNOWN,
    /** {@code EXECUTE name}: does what the {@code PREPARE} before it says, which is judged where it stands. */
    EXECUTES,
    /** {@code CALL}, {@code EXECUTE IMMEDIATE}, a compound statement: does what this text does not say. */
    CALLS,
    /** Takes locks that make others wait: {@code FOR UPDATE}, {@code LOCK TABLES}, serializable isolation. */
    LOCKS,
    /** Reaches beyond the session without writing rows: a function that is not built in, {@code SET GLOBAL}, {@code KILL}. */
    HAS_EFFECTS,
    /** {@code INTO OUTFILE}, {@code INTO DUMPFILE}. */
    WRITES_FILE,
    /** Changes data, definitions or accounts. */
    WRITES;

    private final String label = name().toLowerCase(java.util.Locale.ROOT);

    /** The name in lower case, for output. */
    public String label() {
        return label;
    }

    /** Whether only the session that executes it can tell that it was executed. */
    public boolean isHarmless() {
        return compareTo(UNKNOWN) < 0;
    }

    /** Of two statements in one text. */
    Effect and(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
