package io.hydrophone.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

class SegmentReaderFuzzTest {
    private static final int SALT = 0x5a17_5a17;
    private static final long LAST = Long.MAX_VALUE - 1;

    /** Any file gives records in rising order that lie in it, or a problem, or none; nothing else. */
    @FuzzTest(maxDuration = "2m")
    void anyFileIsReadOrRefused(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("hydrophone", ".segment");
        try {
            Files.write(file, bytes);
            Segment segment = Segment.of(file, 7);
            if (segment != null) {
                read(segment, bytes.length, null);
            }
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("queue-version");
        } finally {
            Files.delete(file);
        }
    }

    /** Whatever happens to a good segment, what comes out of it was put into it. */
    @FuzzTest(maxDuration = "2m")
    void aDamagedSegmentGivesOnlyWhatWasPutIn(FuzzedDataProvider data) throws IOException {
        Map<Long, byte[]> records = new HashMap<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new SegmentHeader(SALT, 7).encode());
        int count = data.consumeInt(0, 8);
        for (int i = 0; i < count; i++) {
            byte[] record = data.consumeBytes(data.consumeInt(0, 64));
            records.put(7L + i, record);
            out.writeBytes(RecordHeader.encode(SALT, 7 + i, record));
        }
        byte[] bytes = out.toByteArray();
        while (data.remainingBytes() > 0 && bytes.length > SegmentHeader.BYTES) {
            bytes[data.consumeInt(SegmentHeader.BYTES, bytes.length - 1)] ^= data.consumeByte();
        }
        Path file = Files.createTempFile("hydrophone", ".segment");
        try {
            Files.write(file, bytes);
            read(Segment.of(file, 7), bytes.length, records);
        } finally {
            Files.delete(file);
        }
    }

    private static void read(Segment segment, int length, Map<Long, byte[]> records) throws IOException {
        try (SegmentReader reader = SegmentReader.open(segment)) {
            long before = segment.firstSequence() - 1;
            for (Entry entry = reader.next(0, LAST); entry != null; entry = reader.next(0, LAST)) {
                assertThat(entry.sequence()).isGreaterThan(before);
                assertThat(entry.record().length).isLessThan(length);
                assertThat(reader.position()).isLessThanOrEqualTo(length);
                if (records != null) {
                    assertThat(entry.record()).isEqualTo(records.get(entry.sequence()));
                }
                before = entry.sequence();
            }
        }
    }
}
