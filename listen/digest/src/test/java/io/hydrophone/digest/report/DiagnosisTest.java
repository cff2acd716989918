package io.hydrophone.digest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final Ports PORTS = Ports.of(3306);

    @Test
    void withQueriesThereIsNothingToSay() {
        assertThat(Diagnosis.of(wire(10, 1, 0, 0, 0, 0), packets(10), PORTS, 1)).isNull();
    }

    @Test
    void eachReasonIsNamedWithWhatToTry() {
        assertThat(of(wire(0, 0, 0, 0, 0, 0), packets(0)))
                .extracting(Problem::code, Problem::message)
                .containsExactly("no-packets", "there were no packets");
        assertThat(of(wire(0, 0, 0, 0, 0, 0), packets(12)))
                .extracting(Problem::code, Problem::message)
                .containsExactly("no-traffic-on-port", "12 packets, none of them TCP on port 3306");
        assertThat(of(wire(9, 3, 0, 3, 0, 0), packets(12)))
                .extracting(Problem::code, Problem::message)
                .containsExactly("all-encrypted", "all 3 sessions were encrypted");
        assertThat(of(wire(9, 0, 0, 0, 2, 0), packets(12)))
                .extracting(Problem::code)
                .isEqualTo("no-mysql-on-port");
        assertThat(of(wire(9, 2, 2, 0, 0, 5), packets(12)))
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        "only-midstream",
                        "only sessions that had begun before the capture, with 5 gaps, and no whole query of theirs");
        assertThat(of(wire(9, 2, 0, 1, 0, 0), packets(12)))
                .extracting(Problem::code)
                .isEqualTo("no-queries");
        assertThat(of(wire(9, 0, 0, 0, 0, 0), packets(12)))
                .extracting(Problem::code)
                .isEqualTo("no-sessions");
    }

    @Test
    void aSampleThatTookNoneOfTheSessionsIsNamed() {
        WireCounters wire = new WireCounters(8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4);

        assertThat(of(wire, packets(8)))
                .extracting(Problem::code, Problem::message)
                .containsExactly("all-sampled-out", "4 sessions were left out by sampling, and none was heard");
    }

    @Test
    void aServerFoundOnAnotherPortIsNamed() {
        Problem problem = Diagnosis.of(wire(0, 0, 0, 0, 0, 0), packets(12), PORTS, 0, List.of(3307, 33061));

        assertThat(problem.action()).isEqualTo("MySQL was heard on port 3307,33061: try --port 3307,33061");
    }

    private static Problem of(WireCounters wire, CaptureCounters capture) {
        Problem problem = Diagnosis.of(wire, capture, PORTS, 0);
        assertThat(problem.action()).isNotEmpty();
        return problem;
    }

    private static CaptureCounters packets(long packets) {
        return new CaptureCounters(packets, packets * 100, 0, 0, false);
    }

    private static WireCounters wire(
            long segments, long sessions, long midstream, long tls, long unrecognised, long gaps) {
        return new WireCounters(
                segments,
                0,
                sessions,
                midstream,
                0,
                0,
                tls,
                0,
                0,
                0,
                0,
                0,
                unrecognised,
                0,
                0,
                gaps,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }
}
