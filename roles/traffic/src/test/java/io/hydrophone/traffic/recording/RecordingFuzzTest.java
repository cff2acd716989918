package io.hydrophone.traffic.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class RecordingFuzzTest {
    private static final RecordingKey KEY = BlockTest.key(1);

    /** Any contents are events, then an end or a problem; and what is an event can be recorded again. */
    @FuzzTest(maxDuration = "1m")
    void anyContentsAreReadOrRefused(byte[] contents) {
        EventDecoder decoder = new EventDecoder(contents, contents.length, Events.START, "fuzz");
        EventEncoder again = new EventEncoder();
        try {
            for (TrafficEvent event = decoder.next(); event != null; event = decoder.next()) {
                Events.tell(event, again);
            }
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("recording-malformed");
            assertThat(decoder.next()).isNull();
        }
        assertThat(Events.decode(again)).hasSize(again.events());
    }

    /** Any message is a block or a problem, also behind a head and a checksum that fit. */
    @FuzzTest(maxDuration = "1m")
    void anyMessageIsOpenedOrRefused(FuzzedDataProvider data) {
        boolean sealed = data.consumeBoolean();
        byte[] message = data.consumeRemainingAsBytes();
        if (sealed && message.length >= BlockHead.BYTES) {
            ByteBuffer.wrap(message)
                    .putInt(0, BlockHead.MAGIC)
                    .putShort(4, (short) BlockHead.MAJOR)
                    .putShort(8, (short) BlockHead.BYTES)
                    .putInt(20, message.length - BlockHead.BYTES);
            BlockHead.seal(message, message.length - BlockHead.BYTES);
        }
        try {
            Events.all(new BlockOpener(List.of(KEY)).open(message, "fuzz").events());
        } catch (ProblemException e) {
            assertThat(e.problem().code()).startsWith("recording-");
        }
    }

    /** Any file gives events or problems, and comes to an end. */
    @FuzzTest(maxDuration = "1m")
    void anyFileIsReadOrRefused(byte[] bytes) throws Exception {
        Path file = Files.createTempFile("hydrophone", ".hrec");
        try {
            Files.write(file, bytes);
            try (RecordingReader reader = RecordingReader.open(file, List.of(KEY), problem -> {})) {
                reader.seek(Events.START);
                Events.all(reader);
                assertThat(reader.counters().skippedBytes() + reader.counters().tornBytes())
                        .isLessThanOrEqualTo(bytes.length);
            }
        } catch (ProblemException e) {
            assertThat(e.problem().code()).startsWith("recording-");
        } finally {
            Files.delete(file);
        }
    }

    /** Whatever happens to a good file, what comes out of it was put into it, in order. */
    @FuzzTest(maxDuration = "1m")
    void aDamagedFileGivesOnlyWhatWasPutIn(FuzzedDataProvider data) throws Exception {
        byte[] bytes = file(data);
        while (data.remainingBytes() > 0) {
            bytes[data.consumeInt(0, bytes.length - 1)] ^= data.consumeByte();
        }
        Path file = Files.createTempFile("hydrophone", ".hrec");
        try {
            Files.write(file, bytes);
            try (RecordingReader reader = RecordingReader.open(file, List.of(KEY), problem -> {})) {
                long before = 0;
                for (TrafficEvent event = reader.next(Duration.ZERO);
                        event != null;
                        event = reader.next(Duration.ZERO)) {
                    Asked asked = (Asked) event;
                    assertThat(asked.number()).isGreaterThan(before);
                    assertThat(Events.values(List.of(asked)))
                            .isEqualTo(Events.values(List.of(Events.asked(asked.number()))));
                    before = asked.number();
                }
            }
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isIn("recording-version", "recording-foreign", "recording-key");
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] file(FuzzedDataProvider data) throws IOException {
        List<List<Long>> blocks = new ArrayList<>();
        long number = 1;
        int count = data.consumeInt(0, 4);
        for (int i = 0; i < count; i++) {
            List<Long> block = new ArrayList<>();
            for (int events = data.consumeInt(1, 3); events > 0; events--) {
                block.add(number++);
            }
            blocks.add(block);
        }
        Path directory = Files.createTempDirectory("hydrophone");
        try {
            RecordingOptions options = new RecordingOptions(
                    1 << 20,
                    Duration.ofHours(1),
                    0,
                    data.consumeBoolean() ? Encryption.with(KEY) : Encryption.none(),
                    2,
                    Map.of());
            Recordings.record(directory, options, blocks);
            return Files.readAllBytes(directory.resolve("000001.hrec"));
        } finally {
            for (String name : List.of("000001.hrec", "lock")) {
                Files.deleteIfExists(directory.resolve(name));
            }
            Files.delete(directory);
        }
    }
}
