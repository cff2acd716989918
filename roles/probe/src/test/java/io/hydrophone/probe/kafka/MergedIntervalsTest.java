package io.hydrophone.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.report.IntervalReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedIntervalsTest {
    private static final long LATER = 6 * Made.SECOND;

    private final Made made = new Made(1, 3);
    private final MergedIntervals merged = new MergedIntervals("group", 7, Made.SECOND);

    @Test
    void anIntervalIsToldWhenAllProbesOfTheOneBeforeHaveToldOfIt() {
        merged.add(made.report("a", 1, 1, 0), 0);
        merged.add(made.report("b", 1, 1, 0), 0);
        assertThat(merged.due(1)).isEmpty();
        assertThat(merged.due(LATER)).hasSize(1);
        merged.add(made.report("a", 1, 2, Made.SECOND), LATER);
        assertThat(merged.due(LATER)).isEmpty();
        merged.add(made.report("b", 1, 2, Made.SECOND), LATER);
        assertThat(merged.due(LATER)).singleElement().satisfies(report -> {
            assertThat(report.id().toString()).isEqualTo("group/7/2");
            assertThat(report.fromNanos()).isEqualTo(Made.SECOND);
            assertThat(report.summary().statements()).hasSize(6);
        });
    }

    @Test
    void whatComesLateIsToldAsOneMoreReportOfTheSameInterval() {
        merged.add(made.report("a", 1, 1, 0), 0);
        List<IntervalReport> told = new ArrayList<>(merged.due(LATER));
        merged.add(made.report("b", 1, 1, 0), LATER);
        told.addAll(merged.due(2 * LATER));
        assertThat(told)
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.fromNanos()).isZero());
        assertThat(queries(told)).isEqualTo(made.figures().queries());
    }

    @Test
    void manyThatComeAtOnceAreToldOldestFirstAndNotKept() {
        for (int second = 0; second < 20; second++) {
            merged.add(made.report("a", 1, 1 + second, second * Made.SECOND), 0);
        }
        List<IntervalReport> told = new ArrayList<>(merged.due(1));
        assertThat(told).hasSizeGreaterThanOrEqualTo(12);
        told.addAll(merged.due(LATER));
        assertThat(told).extracting(IntervalReport::fromNanos).isSorted().doesNotHaveDuplicates();
        assertThat(queries(told)).isEqualTo(made.figures().queries());
    }

    private static long queries(List<IntervalReport> reports) {
        return reports.stream()
                .mapToLong(report -> Made.Figures.of(report.summary()).queries())
                .sum();
    }
}
