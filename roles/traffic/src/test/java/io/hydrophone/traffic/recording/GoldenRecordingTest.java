package io.hydrophone.traffic.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.wire.Outcome;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording of format 1.0, made by a program of its own after docs/recording-format.md: it is frozen, and every later version must read
 * it. Its first file is plain, its second encrypted; it has compressed blocks, an event of a kind from the future, and a way to end that
 * has no name yet.
 */
class GoldenRecordingTest {
    private static final long FIRST = Events.START;
    private static final long SECOND = FIRST + 1_000_000_000;
    private static final long THIRD = SECOND + 1_000_000_000;
    private static final long FOURTH = THIRD + 1_000_000_000;

    private static final List<TrafficEvent> EVENTS = List.of(
            new SessionBegun(
                    1,
                    FIRST,
                    "db1:3306",
                    "192.0.2.7",
                    50_123,
                    "app",
                    "shop",
                    255,
                    0x81bf_f7ffL,
                    "STRICT_TRANS_TABLES",
                    false,
                    List.of()),
            new Asked(1, 1, FIRST + 1_500, latin1("\3SELECT * FROM zehn WHERE ü"), false),
            new Answered(1, 1, FIRST + 900_000, Outcome.OK, 0, "", "", 3, 0, 0, 2, 310, 120_000, 140_000, -1, 77),
            new SessionBegun(
                    2,
                    SECOND - 5,
                    "db1:3306",
                    "2001:db8::7",
                    -1,
                    "",
                    "",
                    0,
                    0,
                    "",
                    true,
                    List.of(
                            new PreparedBefore(4, latin1("SELECT ?")),
                            new PreparedBefore(4_294_967_295L, new byte[0]))),
            new Asked(2, 1, SECOND + 10, new byte[] {0x17, 4, 0, 0, 0}, true),
            new Answered(
                    2,
                    1,
                    SECOND + 20,
                    Outcome.ERROR,
                    1146,
                    "42S02",
                    "Table 'shop.x' doesn't exist",
                    -1,
                    -1,
                    -1,
                    -1,
                    -1,
                    -1,
                    -1,
                    -1,
                    -1),
            new Asked(1, 2, THIRD, latin1("\3LOAD DATA LOCAL INFILE 'f' INTO TABLE t"), false),
            new Uploaded(1, 2, allBytes()),
            new Uploaded(1, 2, new byte[0]),
            new SessionOver(1, FOURTH, SessionEnd.QUIT),
            new SessionOver(2, FOURTH + 7, SessionEnd.UNKNOWN),
            new Losses(FOURTH + 8, 1, 2, 3, 4, 5, 6, -1, 8));

    @TempDir
    private Path directory;

    private final List<Problem> told = new ArrayList<>();
    private RecordingKey key;

    @BeforeEach
    void copy() throws Exception {
        byte[] secret = new byte[RecordingKey.BYTES];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) i;
        }
        key = new RecordingKey(secret);
        for (String name : List.of("000001.hrec", "000002.hrec")) {
            try (InputStream in = GoldenRecordingTest.class.getResourceAsStream("golden-1.0/" + name)) {
                Files.copy(in, directory.resolve(name));
            }
        }
    }

    @Test
    void theFormatIsStillRead() throws Exception {
        try (RecordingReader reader = RecordingReader.open(directory, List.of(key), told::add)) {
            assertThat(reader.header())
                    .isEqualTo(new RecordingHeader(
                            "1.0", "0123456789abcdef", 1, "", Map.of("device", "lo", "masked", "no", "ports", "3306")));
            assertThat(Events.values(Events.all(reader))).isEqualTo(Events.values(EVENTS));
            assertThat(reader.counters()).isEqualTo(new ReadingCounters(4, 0, 0, 0, 0, 0));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void itsIndexIsStillUsed() throws Exception {
        try (RecordingReader reader = RecordingReader.open(directory, List.of(key), told::add)) {
            reader.seek(THIRD + 1);
            assertThat(Events.values(Events.all(reader))).isEqualTo(Events.values(EVENTS.subList(9, 12)));
            assertThat(reader.counters().blocks()).isEqualTo(1);
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] allBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }
}
