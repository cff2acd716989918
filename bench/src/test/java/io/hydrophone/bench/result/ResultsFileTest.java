package io.hydrophone.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.bench.stats.Estimate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsFileTest {
    @TempDir
    Path dir;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Report report =
            new Report(new PrintStream(printed, true, StandardCharsets.UTF_8), Map.of("cpu", "an abacus"));

    @Test
    void theFileHoldsWhatWasMeasuredAndOnWhat() throws Exception {
        report.input("capture_sha256", "ab12");
        report.neighbours("file", 0.25);
        report.add(Finding.ratio(
                "speed",
                "MB/s",
                Estimate.exact(900),
                Estimate.exact(1800),
                new Estimate(0.5, 0.45, 0.55),
                Bound.atLeast(0.4),
                15));
        Path file = dir.resolve("deep/results.json");
        ResultsFile.write(file, Instant.EPOCH, report);

        JsonNode json = JsonMapper.shared().readTree(file);
        assertThat(json.at("/machine/cpu").asString()).isEqualTo("an abacus");
        assertThat(json.at("/inputs/capture_sha256").asString()).isEqualTo("ab12");
        assertThat(json.at("/neighbours_share/file").asDouble()).isEqualTo(0.25);
        assertThat(json.at("/findings/0/peer").asDouble()).isEqualTo(1800);
        assertThat(json.at("/findings/0/figure_low").asDouble()).isEqualTo(0.45);
        assertThat(json.at("/findings/0/verdict").asString()).isEqualTo("met");
    }

    @Test
    void aFigureWithoutPeerOrBoundHasNeitherInTheFile() throws Exception {
        report.add(Finding.own("rate", "q/s", Estimate.exact(50_000), null, 3));
        Path file = dir.resolve("results.json");
        ResultsFile.write(file, Instant.EPOCH, report);

        JsonNode finding = JsonMapper.shared().readTree(file).at("/findings/0");
        assertThat(finding.has("peer")).isFalse();
        assertThat(finding.has("bound")).isFalse();
        assertThat(finding.get("verdict").asString()).isEqualTo("told");
    }

    @Test
    void theTableShowsFigureIntervalAndVerdict() {
        report.add(Finding.own("packet", "ns", new Estimate(250.4, 240, 320), Bound.atMost(300), 15));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("250 [240, 320]")
                .contains("<= 300")
                .contains("unclear");
        assertThat(report.nothingMissed()).isTrue();
    }
}
