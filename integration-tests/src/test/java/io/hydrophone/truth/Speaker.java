package io.hydrophone.truth;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.DataTruncation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** Speaks to a server through a driver, and notes what the driver says. */
final class Speaker {
    private final Connection connection;
    private final List<Spoken> notes;
    private long rows;
    private long affected;

    Speaker(Connection connection, List<Spoken> notes) {
        this.connection = connection;
        this.notes = notes;
    }

    /** Something that may fail as a statement does. */
    @FunctionalInterface
    interface Execution {
        void run() throws SQLException;
    }

    /** Executes a text, with all its results. */
    void say(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            note(sql, null, () -> results(statement, statement.execute(sql)));
        }
    }

    /** Executes a statement with values. */
    void say(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            say(sql, statement, values);
        }
    }

    /** Executes a statement that is prepared already; what comes as a stream is sent ahead, and so not heard as a value. */
    void say(String sql, PreparedStatement statement, Object... values) throws SQLException {
        bind(statement, values);
        boolean ahead = Arrays.stream(values).anyMatch(InputStream.class::isInstance);
        note(sql, ahead ? null : List.of(Arrays.asList(values)), () -> results(statement, statement.execute()));
    }

    /** Executes a statement with many rows of values at once. */
    void sayAll(String sql, List<List<Object>> all) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<Object> values : all) {
                bind(statement, values.toArray());
                statement.addBatch();
            }
            note(sql, all, () -> {
                for (int count : statement.executeBatch()) {
                    affected += count == Statement.SUCCESS_NO_INFO ? 1 : count;
                }
            });
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** Notes an execution that this class knows nothing of, and how it ends. */
    void note(String sql, List<List<Object>> values, Execution execution) {
        rows = 0;
        affected = 0;
        int error = 0;
        String state = null;
        try {
            execution.run();
        } catch (SQLException e) {
            error = e.getErrorCode();
            state = e instanceof DataTruncation
                    ? null
                    : e.getSQLState(); // of which drivers have an opinion of their own
        }
        notes.add(new Spoken(sql, values, rows, affected, error, state));
    }

    private void results(Statement statement, boolean first) throws SQLException {
        boolean result = first;
        while (true) {
            if (result) {
                try (ResultSet set = statement.getResultSet()) {
                    read(set);
                }
            } else if (statement.getUpdateCount() < 0) {
                return;
            } else {
                affected += statement.getUpdateCount();
            }
            result = statement.getMoreResults();
        }
    }

    /** Counts the rows of a result; to be called while an execution is noted. */
    void read(ResultSet set) throws SQLException {
        while (set.next()) {
            rows++;
        }
    }
}
