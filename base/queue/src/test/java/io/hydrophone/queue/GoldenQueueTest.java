package io.hydrophone.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A queue of format 1.0, made by a program of its own after docs/queue-format.md: it is frozen, and every later version must read it. It
 * holds the records 7 to 11, of which 7 is acknowledged.
 */
class GoldenQueueTest {
    private static final List<String> FILES =
            List.of("0000000000000000007.segment", "0000000000000000010.segment", "position");

    @TempDir
    private Path directory;

    private final List<Problem> told = new ArrayList<>();

    @Test
    void theFormatIsStillRead() throws Exception {
        copy();
        try (DiskQueue queue = open()) {
            assertThat(queue.counters()).isEqualTo(new QueueCounters(4, bytes(), 0, 2, 100, 1, 0, 0));
            List<Entry> entries = Records.drain(queue);
            assertThat(entries).extracting(Entry::sequence).containsExactly(8L, 9L, 10L, 11L);
            assertThat(text(entries.get(0))).isEqualTo("eight");
            assertThat(text(entries.get(1))).isEmpty();
            assertThat(text(entries.get(2))).isEqualTo("zehn ü");
            byte[] all = new byte[256];
            for (int i = 0; i < all.length; i++) {
                all[i] = (byte) i;
            }
            assertThat(entries.get(3).record()).isEqualTo(all);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aSegmentWithALongerHeaderOfALaterMinorVersionIsRead() throws Exception {
        copy();
        Path file = directory.resolve(FILES.getFirst());
        byte[] bytes = Files.readAllBytes(file);
        int longer = SegmentHeader.BYTES + 8;
        ByteBuffer later = ByteBuffer.allocate(bytes.length + 8);
        later.put(bytes, 0, SegmentHeader.BYTES - 4).putShort(6, (short) 1).putInt(8, longer);
        CRC32C crc = new CRC32C();
        crc.update(later.array(), 0, longer - 4);
        later.putInt(longer - 4, (int) crc.getValue());
        later.position(longer).put(bytes, SegmentHeader.BYTES, bytes.length - SegmentHeader.BYTES);
        Files.write(file, later.array());
        try (DiskQueue queue = open()) {
            assertThat(Records.drain(queue)).extracting(Entry::sequence).containsExactly(8L, 9L, 10L, 11L);
        }
    }

    private void copy() throws IOException {
        for (String name : FILES) {
            try (InputStream in = GoldenQueueTest.class.getResourceAsStream("golden-1.0/" + name)) {
                Files.copy(in, directory.resolve(name));
            }
        }
    }

    private long bytes() throws IOException {
        return Files.size(directory.resolve(FILES.get(0))) + Files.size(directory.resolve(FILES.get(1)));
    }

    private DiskQueue open() {
        return DiskQueue.open(directory, QueueOptions.of(1 << 20), told::add);
    }

    private static String text(Entry entry) {
        return new String(entry.record(), StandardCharsets.UTF_8);
    }
}
