package io.hydrophone.client.reading;

import io.hydrophone.client.Dialect;
import java.time.Duration;

/**
 * Something that a server can be asked for, as rows. Two of the same name are the same: whoever asks a {@link
 * ReadableServer} for either gets what one of them read.
 */
public final class Reading {
    /** How long one may take that answers at once on a server that is well. */
    static final Duration QUICK = Duration.ofSeconds(5);
    /** How long one may take that visits tables, files or many rows. */
    static final Duration HEAVY = Duration.ofSeconds(10);

    /** Chooses the statement. */
    @FunctionalInterface
    public interface Statement {
        /**
         * The statement by what is known of the server, never by trying; null when this server has nothing of the kind.
         *
         * @param limit after which the server is to give up
         */
        String sql(ServerFacts facts, Duration limit);
    }

    private final String name;
    private final Duration limit;
    private final boolean heavy;
    private final boolean needsVariables;
    private final Statement statement;

    private Reading(String name, Duration limit, boolean heavy, boolean needsVariables, Statement statement) {
        this.name = name;
        this.limit = limit;
        this.heavy = heavy;
        this.needsVariables = needsVariables;
        this.statement = statement;
    }

    /** One that answers at once on a server that is well; it is given up after 5 seconds. */
    public static Reading quick(String name, Statement statement) {
        return new Reading(name, QUICK, false, false, statement);
    }

    /** One that may take its time, up to 10 seconds; a server is asked for one of this sort at a time. */
    public static Reading heavy(String name, Statement statement) {
        return new Reading(name, HEAVY, true, false, statement);
    }

    /**
     * One of whole tables or parts of them: {@code COLUMNS FROM TABLE …}, without SELECT, mark or limit of time. The mark is the first
     * column.
     */
    public static Statement select(Choice choice) {
        return (facts, limit) -> {
            String columnsFrom = choice.columnsFrom(facts);
            return columnsFrom == null
                    ? null
                    : facts.dialect().select("1 AS " + Dialect.MARK + ", " + columnsFrom, limit);
        };
    }

    /** Chooses the words that follow SELECT. */
    @FunctionalInterface
    public interface Choice {
        /** Null when this server has nothing of the kind. */
        String columnsFrom(ServerFacts facts);
    }

    /** The same, whose statement also depends on {@link ServerFacts#variable}. */
    Reading withVariables() {
        return new Reading(name, limit, heavy, true, statement);
    }

    /** The same, given up after another time. It stays the same reading: who begins it decides. */
    public Reading within(Duration other) {
        return new Reading(name, other, heavy, needsVariables, statement);
    }

    /** For messages: {@code global status}. */
    public String name() {
        return name;
    }

    /** After which the server gives up. */
    public Duration limit() {
        return limit;
    }

    boolean isHeavy() {
        return heavy;
    }

    boolean needsVariables() {
        return needsVariables;
    }

    String sql(ServerFacts facts) {
        return statement.sql(facts, limit);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reading reading && reading.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
