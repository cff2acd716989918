package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How the rows of a table become families: some columns are labels, each of the others a value. Several columns may be
 * values of one family, told apart by a label that is always the same.
 */
final class TableFamilies {
    private static final double PICOSECONDS = 1e12;

    private record Label(String name, Function<SnapshotRow, String> value) {}

    private record Measure(
            String family,
            FamilyType type,
            String help,
            String column,
            double divisor,
            Predicate<SnapshotRow> when,
            List<String> fixed) {}

    private final String prefix;
    private final List<Label> labels = new ArrayList<>();
    private final Map<String, List<Measure>> families = new LinkedHashMap<>();
    private Predicate<SnapshotRow> when = row -> true;

    /**
     * None yet.
     *
     * @param prefix of the families' names
     */
    TableFamilies(String prefix) {
        this.prefix = prefix;
    }

    /** A label of the same name as its column. */
    TableFamilies label(String column) {
        return label(column, column);
    }

    TableFamilies label(String name, String column) {
        return label(name, row -> row.textOrEmpty(column));
    }

    /** A label with something else for NULL, and where there is no such column. */
    TableFamilies label(String name, String column, String otherwise) {
        return label(name, row -> row.text(column) == null ? otherwise : row.text(column));
    }

    TableFamilies label(String name, Function<SnapshotRow, String> value) {
        labels.add(new Label(name, value));
        return this;
    }

    /** The values that follow are only of some rows. */
    TableFamilies when(Predicate<SnapshotRow> condition) {
        when = condition;
        return this;
    }

    TableFamilies counter(String family, String column, String help, String... fixed) {
        return add(FamilyType.COUNTER, family, column, 1, help, fixed);
    }

    TableFamilies gauge(String family, String column, String help, String... fixed) {
        return add(FamilyType.GAUGE, family, column, 1, help, fixed);
    }

    /** A counter of time, from a column in picoseconds. */
    TableFamilies seconds(String family, String column, String help, String... fixed) {
        return add(FamilyType.COUNTER, family, column, PICOSECONDS, help, fixed);
    }

    /**
     * A column as values, each divided by something.
     *
     * @param fixed further labels, names and values in turn
     */
    TableFamilies add(FamilyType type, String family, String column, double divisor, String help, String... fixed) {
        families.computeIfAbsent(family, name -> new ArrayList<>())
                .add(new Measure(family, type, help, column, divisor, when, List.of(fixed)));
        return this;
    }

    void write(Snapshot snapshot, Series out) {
        for (List<Measure> measures : families.values()) {
            Measure first = measures.getFirst();
            if (out.family(first.type, prefix + first.family, first.help)) {
                for (SnapshotRow row : snapshot.rows()) {
                    for (Measure measure : measures) {
                        if (measure.when.test(row)) {
                            out.line(row.decimal(measure.column) / measure.divisor, labels(row, measure.fixed));
                        }
                    }
                }
            }
        }
    }

    private String[] labels(SnapshotRow row, List<String> fixed) {
        String[] all = new String[2 * labels.size() + fixed.size()];
        int at = 0;
        for (Label label : labels) {
            all[at++] = label.name;
            all[at++] = label.value.apply(row);
        }
        for (String text : fixed) {
            all[at++] = text;
        }
        return all;
    }
}
