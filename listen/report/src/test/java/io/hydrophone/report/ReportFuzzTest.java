package io.hydrophone.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;
import java.util.List;

/** Any bytes are a report, which can be added up and written again, or a problem; nothing else. */
class ReportFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void anyJson(byte[] bytes) {
        try {
            use(ReportJson.read(bytes));
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("bad-report");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void anyMessagePack(byte[] bytes) {
        try {
            use(ReportMessagePack.read(bytes));
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("bad-report");
        }
    }

    private static void use(IntervalReport report) {
        byte[] packed = ReportMessagePack.write(report);
        assertThat(ReportMessagePack.write(ReportMessagePack.read(packed))).isEqualTo(packed);
        Traffic.merged(List.of(report.summary(), report.summary()));
    }
}
