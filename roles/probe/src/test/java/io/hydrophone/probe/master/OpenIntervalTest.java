package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.digest.DigestOptions;
import io.hydrophone.report.ReportId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenIntervalTest {
    @Test
    void anIntervalInTheMemoryOfAnotherHasNothingOfItAndTheOtherStaysAsItWas() {
        OpenInterval interval = new OpenInterval(DigestOptions.DEFAULT, false, 1);
        interval.add(Generated.report("p1", 1, 1, 3));
        MergedReport first = interval.merged(new ReportId("group", 1, 1), "test");

        assertThat(interval.begin(true, 2)).as("by server, which it was not").isFalse();
        assertThat(interval.begin(false, 2)).isTrue();
        assertThat(interval.hasAll(Set.of("p1"))).isFalse();
        interval.add(Generated.report("p2", 1, 6, 3));
        MergedReport second = interval.merged(new ReportId("group", 1, 2), "test");

        assertThat(first.reports().contains(new ReportId("p1", 1, 1))).isTrue();
        assertThat(first.reports().count()).isEqualTo(1);
        assertThat(second.reports().contains(new ReportId("p2", 1, 6))).isTrue();
        assertThat(second.reports().count()).isEqualTo(1);
        assertThat(second.fleet().summary().statements())
                .allSatisfy(row -> assertThat(row.tally().count())
                        .isEqualTo(first.fleet().summary().statements().stream()
                                .filter(other ->
                                        other.key().digest() == row.key().digest())
                                .findFirst()
                                .orElseThrow()
                                .tally()
                                .count()));
    }
}
