package io.hydrophone.sql;

/**
 * Decides from a text alone whether a server that executes it changes anything beyond the session. What is not known for
 * certain to be harmless is not: the text is read in every way that a release, an {@code sql_mode} or a character set may
 * read it, and each reading must be harmless.
 *
 * <p>What a text cannot tell: a view may call a stored function that writes. So let the sessions that execute harmless
 * statements begin with {@code SET SESSION TRANSACTION READ ONLY}; nothing harmless here lifts that. A server whose
 * isolation is serializable by default locks what plain reads read.
 */
public final class ReadOnly {
    private ReadOnly() {}

    /**
     * The worst that one of the text's statements does, the text being the bytes of one command.
     *
     * @param dialect of the server that is to execute it: which functions are its own
     */
    public static Effect of(byte[] sql, int offset, int length, Dialect dialect) {
        java.util.Objects.checkFromIndexSize(offset, length, sql.length);
        if (changesRows(StatementKind.of(sql, offset, length))) {
            return Effect.WRITES;
        }
        for (int i = offset; i < offset + length; i++) {
            if (sql[i] == 0) { // the end for some lexers, within a string for others
                return Effect.UNKNOWN;
            }
        }
        return ofReadings(new Alternatives(), sql, offset, length, dialect);
    }

    /** What most statements that write are, told without reading all of them. */
    private static boolean changesRows(StatementKind kind) {
        return switch (kind) {
            case INSERT, UPDATE, DELETE, REPLACE -> true;
            default -> false;
        };
    }

    private static Effect ofReadings(Alternatives alternatives, byte[] sql, int offset, int length, Dialect dialect) {
        Reading reading = new Reading(sql, offset, length, alternatives);
        Effect worst = null;
        boolean parsed = false;
        do {
            reading.read();
            Effect effect = StatementEffects.of(reading.text(), reading.length(), dialect);
            if (effect != null) {
                worst = worst == null ? effect : worst.and(effect);
                parsed |= !reading.isBroken();
            }
            if (reading.isUnclear() || alternatives.tooMany()) {
                return worst == null ? Effect.UNKNOWN : worst.and(Effect.UNKNOWN);
            }
        } while ((worst == null || worst.isHarmless()) && alternatives.another());
        return parsed || (worst != null && !worst.isHarmless()) ? worst : Effect.UNKNOWN;
    }
}
