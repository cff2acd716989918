package io.hydrophone.traffic.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hydrophone.core.Problem;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionEnd;
import io.hydrophone.traffic.recording.SessionOver;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.synthetic.PcapWriter;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no recordings, read as traffic. */
class FileSourceTest {
    private static final DecoderOptions DECODING = DecoderOptions.of(Ports.of(3306));

    /** Of two sessions, the one that waits beginning first and ending last. */
    private static final String SLOW = """
            # Time: 2026-11-22T06:00:00.300000Z
            # User@Host: app[app] @ web-1 [10.0.0.7]  Id:    41
            # Query_time: 0.100000  Lock_time: 0.000000 Rows_sent: 1  Rows_examined: 1
            use shop;
            SET timestamp=1795327200;
            SELECT 'second';
            # Time: 2026-11-22T06:00:00.400000Z
            # User@Host: app[app] @ web-2 [10.0.0.8]  Id:    42
            # Query_time: 0.400000  Lock_time: 0.000000 Rows_sent: 2  Rows_examined: 1
            use stock;
            SET timestamp=1795327200;
            SELECT 'first';
            # Time: 2026-11-22T06:00:00.500000Z
            # User@Host: app[app] @ web-1 [10.0.0.7]  Id:    41
            # Query_time: 0.050000  Lock_time: 0.000000 Rows_sent: 3  Rows_examined: 1
            use archive;
            SET timestamp=1795327200;
            SELECT 'third';
            """;

    private static final String GENERAL = """
            2026-11-22T06:00:00.100000Z\t   51 Connect\tapp@web-1 on shop using TCP/IP
            2026-11-22T06:00:00.200000Z\t   51 Query\tSELECT 1
            2026-11-22T06:00:00.300000Z\t   51 Execute\tSELECT * FROM orders WHERE id = 7
            2026-11-22T06:00:00.400000Z\t   51 Quit\t
            """;

    @TempDir
    private Path directory;

    private final List<Problem> told = new ArrayList<>();

    @Test
    void aCaptureIsReadToItsEnd() throws Exception {
        Path capture = directory.resolve("sessions.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(capture))) {
            SyntheticTraffic.play(new PcapWriter(out), 3306, 50);
        }
        List<TrafficEvent> events = read(capture);
        assertThat(all(events, SessionBegun.class))
                .hasSize(50)
                .allMatch(begun -> !begun.midstream() && !begun.user().isEmpty());
        assertThat(all(events, Asked.class)).hasSizeGreaterThan(1_000);
        assertThat(all(events, Answered.class)).hasSameSizeAs(all(events, Asked.class));
        assertThat(all(events, SessionOver.class)).hasSize(50);
        assertThat(told).isEmpty();
    }

    @Test
    void aSlowLogIsReadInTheOrderOfBeginnings() throws Exception {
        List<TrafficEvent> events = read(write("slow.log", SLOW));
        assertThat(told).extracting(Problem::code).containsExactly("slow-log-lacks");
        assertThat(all(events, SessionBegun.class))
                .extracting(SessionBegun::session, SessionBegun::user, SessionBegun::database)
                .containsExactly(tuple(42L, "app", "stock"), tuple(41L, "app", "shop"));
        assertThat(all(events, Asked.class))
                .extracting(asked -> new String(asked.payload(), UTF_8))
                .containsExactly("\3SELECT 'first'", "\3SELECT 'second'", "\2archive", "\3SELECT 'third'");
        assertThat(all(events, Asked.class)).extracting(Asked::number).containsExactly(1L, 1L, 2L, 3L);
        assertThat(all(events, Answered.class)).extracting(Answered::rows).containsExactly(2L, 1L, 3L);
        assertThat(all(events, Answered.class))
                .extracting(Answered::totalNanos)
                .containsExactly(400_000_000L, 100_000_000L, 50_000_000L);
        assertThat(all(events, SessionOver.class)).hasSize(2);
    }

    @Test
    void aGeneralLogHasNoOutcomes() throws Exception {
        List<TrafficEvent> events = read(write("general.log", GENERAL));
        assertThat(told).extracting(Problem::code).containsExactly("general-log-lacks");
        assertThat(all(events, SessionBegun.class))
                .extracting(SessionBegun::user, SessionBegun::database)
                .containsExactly(tuple("app", "shop"));
        assertThat(all(events, Asked.class))
                .extracting(asked -> new String(asked.payload(), UTF_8))
                .containsExactly("\3SELECT 1", "\3SELECT * FROM orders WHERE id = 7", "\1");
        assertThat(all(events, Answered.class)).allMatch(answer -> answer.outcome() == Outcome.UNFINISHED);
        assertThat(all(events, SessionOver.class)).extracting(SessionOver::how).containsExactly(SessionEnd.QUIT);
    }

    @Test
    void whatIsNeitherIsNotOpened() throws Exception {
        assertThat(FileSource.open(write("letter.txt", "Dear sea,\nwhat do you hear?\n"), DECODING, told::add))
                .isNull();
    }

    /** Who reads is far behind the file's end when it is closed. */
    @Test
    void readingEndsWhenNobodyListens() throws Exception {
        Path capture = directory.resolve("sessions.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(capture))) {
            SyntheticTraffic.play(new PcapWriter(out), 3306, 5_000);
        }
        try (FileSource source = FileSource.open(capture, DECODING, told::add)) {
            assertThat(source.next(Duration.ofSeconds(60))).isInstanceOf(SessionBegun.class);
            assertThat(source.isOver()).isFalse();
        }
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }

    private List<TrafficEvent> read(Path file) throws Exception {
        List<TrafficEvent> events = new ArrayList<>();
        try (FileSource source = FileSource.open(file, DECODING, told::add)) {
            while (!source.isOver()) {
                TrafficEvent event = source.next(Duration.ofMillis(100));
                if (event != null) {
                    events.add(event);
                }
            }
            assertThat(source.position()).isEqualTo(events.size());
        }
        return events;
    }

    private static <T> List<T> all(List<TrafficEvent> events, Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
