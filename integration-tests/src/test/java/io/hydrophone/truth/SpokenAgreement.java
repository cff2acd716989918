package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compares what was heard of statements with what the driver that sent them said of them. */
final class SpokenAgreement {
    /** Of a text, in messages. */
    private static final int SHOWN = 200;

    private SpokenAgreement() {}

    static void check(List<Spoken> spoken, List<Said> heard) {
        for (String sql : spoken.stream().map(Spoken::kept).distinct().toList()) {
            check(
                    sql.substring(0, Math.min(sql.length(), SHOWN)),
                    spoken.stream().filter(one -> one.kept().equals(sql)).toList(),
                    heard.stream()
                            .filter(one -> Spoken.kept(one.sql()).equals(sql) && executes(one.command()))
                            .toList());
        }
    }

    private static boolean executes(Command command) {
        return switch (command) {
            case COM_QUERY, COM_STMT_EXECUTE, COM_STMT_BULK_EXECUTE, COM_STMT_FETCH -> true;
            default -> false;
        };
    }

    private static void check(String sql, List<Spoken> spoken, List<Said> heard) {
        assertThat(heard).as("%s was heard", sql).isNotEmpty();
        if (spoken.stream()
                .allMatch(one -> one.errorCode() == 0)) { // drivers keep to themselves what came before an error
            assertThat(heard.stream().mapToLong(Said::rows).sum())
                    .as("rows of %s", sql)
                    .isEqualTo(spoken.stream().mapToLong(Spoken::rows).sum());
        }
        assertThat(heard.stream().mapToLong(Said::affected).sum())
                .as("affected by %s", sql)
                .isEqualTo(spoken.stream().mapToLong(Spoken::affected).sum());
        List<Said> failed = heard.stream().filter(said -> said.errorCode() != 0).toList();
        List<Spoken> errors =
                spoken.stream().filter(one -> one.errorCode() != 0).toList();
        assertThat(failed)
                .as("errors of %s", sql)
                .extracting(Said::errorCode)
                .containsExactlyElementsOf(
                        errors.stream().map(Spoken::errorCode).toList());
        for (int i = 0; i < errors.size(); i++) {
            assertThat(failed.get(i).sqlState())
                    .as("state of %s", sql)
                    .isIn(errors.get(i).sqlState(), failed.get(i).sqlState());
        }
        values(sql, spoken, heard);
    }

    private static void values(String sql, List<Spoken> spoken, List<Said> heard) {
        List<List<Object>> bound = new ArrayList<>();
        spoken.stream().filter(one -> one.values() != null).forEach(one -> bound.addAll(one.values()));
        List<List<Object>> executed = heard.stream()
                .filter(said -> said.command() == Command.COM_STMT_EXECUTE)
                .map(Said::parameters)
                .toList();
        if (!bound.isEmpty() && !executed.isEmpty()) {
            assertThat(executed).as("known values of %s", sql).doesNotContainNull();
            assertThat(texts(executed))
                    .as("values of %s", sql)
                    .containsExactlyElementsOf(texts(bound).toList());
        }
    }

    private static Stream<List<Object>> texts(List<List<Object>> executions) {
        return executions.stream()
                .map(values -> values.stream().map(Said::comparable).toList());
    }
}
