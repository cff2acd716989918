package io.hydrophone.digest.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.StatementClasses;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Tally;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.synthetic.PcapWriter;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of a capture's sessions tells how many queries there are in all of them. */
class SampleTest {
    private static final int SESSIONS = 2_000;
    private static final DecoderOptions ALL = DecoderOptions.of(Ports.of(3306));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aQuarterOfTheSessionsIsHeardWholeAndStandsForAll(int threads) throws IOException {
        Path capture = directory.resolve("capture.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(capture))) {
            SyntheticTraffic.play(new PcapWriter(out), 3306, SESSIONS);
        }
        DigestInput whole = read(ALL, threads, capture);
        DigestInput part = read(ALL.sampled(new SampleRatio(4)), threads, capture);
        Tally all = tally(whole.end());
        Summary summary = part.end();
        Tally sampled = tally(summary);
        WireCounters wire = part.heard().wire();

        assertThat(summary.counts().sampling()).hasToString("1/4");
        assertThat(wire.gaps()).isZero();
        assertThat(wire.midstreamSessions()).isZero();
        assertThat(sampled.lost()).isZero();
        assertThat(wire.sessions()).isBetween(SESSIONS * 2L / 10, SESSIONS * 3L / 10);
        assertThat(wire.sessions() + wire.sampledOutSessions()).isEqualTo(SESSIONS);
        assertThat(sampled.estimatedCount()).isEqualTo(4 * sampled.count());
        assertThat(sampled.estimatedCount()).isCloseTo(all.count(), Percentage.withPercentage(20));
        assertThat(all.estimatedCount()).isEqualTo(all.count());
    }

    @Test
    void aLogCannotBeSampled() throws IOException {
        Path log = Files.writeString(
                directory.resolve("slow.log"),
                "# Time: 2026-11-21T07:37:29.000000Z\n# User@Host: a[a] @ h []\nSELECT 1;\n");

        ProblemException e =
                catchThrowableOfType(ProblemException.class, () -> read(ALL.sampled(new SampleRatio(4)), 1, log));

        assertThat(e.problem().code()).isEqualTo("sample-of-log");
    }

    private static DigestInput read(DecoderOptions options, int threads, Path file) {
        DigestInput input = new DigestInput(options, DigestOptions.DEFAULT, threads);
        input.read(file.toString());
        return input;
    }

    private static Tally tally(Summary summary) {
        return StatementClasses.total(summary).tally();
    }
}
