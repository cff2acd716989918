package io.hydrophone.digest.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.report.JsonReport;
import io.hydrophone.digest.report.Order;
import io.hydrophone.digest.report.Report;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.transaction.TransactionOptions;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.synthetic.PcapWriter;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many threads decode a capture, the report is the same. */
class ThreadsTest {
    private static final int SESSIONS = 300;

    @TempDir
    private Path directory;

    private Path capture;

    @BeforeEach
    void write() throws IOException {
        capture = directory.resolve("capture.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(capture))) {
            SyntheticTraffic.play(new PcapWriter(out), 3306, SESSIONS);
        }
    }

    @Test
    void threeThreadsReportWhatOneReports() throws IOException {
        String one = report(Ports.of(3306), 1, capture);

        assertThat(report(Ports.of(3306), 3, capture))
                .isEqualTo(one)
                .contains("\"sessions\":" + SESSIONS, "\"ends\":{\"commit\":" + 5 * SESSIONS + "}");
    }

    /** A session may go on from one file to the next: their threads are the same. */
    @Test
    void threadsHearOneFileAfterTheOther() throws IOException {
        byte[] whole = Files.readAllBytes(capture);
        Path first = Files.write(directory.resolve("1.pcap"), whole);

        String one = report(Ports.of(3306), 1, first, capture);

        assertThat(report(Ports.of(3306), 2, first, capture)).isEqualTo(one);
    }

    @Test
    void serversFoundByTheirGreetingAreKnownToAllSessions() throws IOException {
        String one = report(Ports.AUTO, 1, capture);

        assertThat(report(Ports.AUTO, 4, capture)).isEqualTo(one).contains("\"sessions\":" + SESSIONS);
    }

    private static String report(Ports ports, int threads, Path... files) throws IOException {
        DigestOptions options =
                DigestOptions.DEFAULT.withSlowNanos(1_000_000).withTransactions(TransactionOptions.DEFAULT);
        DigestInput input = new DigestInput(DecoderOptions.of(ports), options, threads);
        for (Path file : files) {
            input.read(file.toString());
        }
        Summary summary = input.end();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(Report.of(input.heard(), summary, Order.TIME, 100, false, options.transactions()), out);
        return out.toString(UTF_8);
    }
}
