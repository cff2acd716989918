package io.hydrophone.report.snappy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.hydrophone.core.ProblemException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SnappyTest {
    private static final int MAX = 1 << 24;

    /** From nothing that repeats to nothing else; up to several blocks. */
    private static byte[] anything(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(1 << random.nextInt(1, 20))];
        int letters = 1 + random.nextInt(256);
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(300));
            if (at > 0 && random.nextInt(3) > 0) {
                int from = random.nextInt(at);
                for (int i = 0; i < length; i++) {
                    bytes[at + i] = bytes[from + i];
                }
            } else {
                for (int i = 0; i < length; i++) {
                    bytes[at + i] = (byte) random.nextInt(letters);
                }
            }
            at += length;
        }
        return bytes;
    }

    @RepeatedTest(200)
    void whatIsCompressedIsReadByItsPeerAndTheOtherWayRound(RepetitionInfo repetition) {
        byte[] bytes = anything(new SplittableRandom(repetition.getCurrentRepetition()));
        byte[] compressed = Snappy.compress(bytes);

        assertThat(Snappy.decompress(compressed, bytes.length)).isEqualTo(bytes);
        byte[] out = new byte[bytes.length];
        assertThat(new SnappyDecompressor().decompress(compressed, 0, compressed.length, out, 0, out.length))
                .isEqualTo(bytes.length);
        assertThat(out).isEqualTo(bytes);

        SnappyCompressor peer = new SnappyCompressor();
        byte[] theirs = new byte[peer.maxCompressedLength(bytes.length)];
        int length = peer.compress(bytes, 0, bytes.length, theirs, 0, theirs.length);
        assertThat(Snappy.decompress(Arrays.copyOf(theirs, length), bytes.length))
                .isEqualTo(bytes);
    }

    @Test
    void whatRepeatsBecomesSmall() {
        byte[] text = "{\"count\":1,\"errors\":0},".repeat(10_000).getBytes(UTF_8);
        assertThat(Snappy.compress(text).length).isLessThan(text.length / 15);
    }

    @RepeatedTest(50)
    void whatIsCutShortIsRefused(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        byte[] compressed = Snappy.compress(anything(random));
        byte[] part = Arrays.copyOf(compressed, random.nextInt(compressed.length));
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> Snappy.decompress(part, MAX));
        assertThat(refused.problem().code()).isEqualTo("bad-snappy");
        assertThat(refused.problem().where()).startsWith("byte ");
    }

    @Test
    void aLengthThatCannotBeIsNotBelieved() {
        byte[] giant = {(byte) 0xff, (byte) 0xff, (byte) 0xff, 7, 0, 'x'};
        assertThatThrownBy(() -> Snappy.decompress(giant, MAX)).hasMessageContaining("cannot hold");
        assertThatThrownBy(() -> Snappy.decompress(giant, 1_000)).hasMessageContaining("more than 1000");
        byte[] endless = {-1, -1, -1, -1, -1, -1};
        assertThatThrownBy(() -> Snappy.decompress(endless, MAX)).hasMessageContaining("does not end");
    }

    @Test
    void aCopyOfWhatIsNotThereIsRefused() {
        byte[] before = {4, Snappy.COPY_1, 1};
        assertThatThrownBy(() -> Snappy.decompress(before, MAX)).hasMessageContaining("1 bytes before the byte 0");
    }

    @FuzzTest(maxDuration = "10m")
    void anyBytes(byte[] bytes) {
        try {
            byte[] out = Snappy.decompress(bytes, 1 << 20);
            assertThat(Snappy.decompress(Snappy.compress(out), out.length)).isEqualTo(out);
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("bad-snappy");
        }
    }
}
