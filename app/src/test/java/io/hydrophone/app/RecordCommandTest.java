package io.hydrophone.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.RecordingReader;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.wire.synthetic.PcapWriter;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCommandTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String capture;
    private Path traffic;

    @BeforeEach
    void capture() throws IOException {
        traffic = directory.resolve("traffic");
        capture = directory.resolve("sessions.pcap").toString();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(capture)))) {
            SyntheticTraffic.play(new PcapWriter(out), 3306, 100);
        }
    }

    @Test
    void aCaptureIsRecordedWholly() throws Exception {
        assertThat(run("--no-encrypt", "--to", "file:" + traffic, capture)).isZero();
        long asked = events().stream().filter(Asked.class::isInstance).count();
        assertThat(asked).isGreaterThan(3_000);
        assertThat(text(err)).contains(asked + " commands, 100 sessions").contains("events recorded");
        assertThat(run("--no-encrypt", "--to", "file:" + traffic, "-i", capture))
                .isZero(); // Another run, a file as a device.
        assertThat(events().stream().filter(Asked.class::isInstance)).hasSize((int) (2 * asked));
        assertThat(events().stream()
                        .filter(Asked.class::isInstance)
                        .map(event -> ((Asked) event).session())
                        .distinct())
                .hasSize(200);
    }

    @Test
    void aMaskedRecordingHasNoLiterals() throws Exception {
        assertThat(run("--no-encrypt", "--mask", "--to", "file:" + traffic, capture))
                .isZero();
        List<String> texts = events().stream()
                .filter(Asked.class::isInstance)
                .map(event -> new String(((Asked) event).payload(), UTF_8))
                .toList();
        assertThat(texts).anyMatch(text -> text.contains("note=?"));
        assertThat(texts).noneMatch(text -> text.contains("12.50") || text.contains("login"));
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertThat(run("--to", "ftp://somewhere", capture)).isEqualTo(1);
        assertThat(text(err)).contains("no recording can go to ftp://somewhere").contains("--to file:DIR");
        err.reset();
        assertThat(run("--key-file", "key", "--no-encrypt", "--to", "file:" + traffic, capture))
                .isEqualTo(1);
        assertThat(text(err)).contains("both --key-file and --no-encrypt are given");
        err.reset();
        assertThat(run("--to", "file:" + traffic)).isEqualTo(1);
        assertThat(text(err)).contains("neither a file nor a device is given");
    }

    private List<TrafficEvent> events() throws InterruptedException {
        List<TrafficEvent> events = new ArrayList<>();
        try (RecordingReader reader = RecordingReader.open(traffic, List.of(), problem -> {
            throw new AssertionError(problem.text());
        })) {
            for (TrafficEvent event = reader.next(Duration.ZERO); event != null; event = reader.next(Duration.ZERO)) {
                events.add(event);
            }
        }
        return events;
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "record";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.run(
                all,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }
}
