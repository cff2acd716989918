package io.hydrophone.client.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one side writes the other reads, in pieces of any size; what is damaged is told from it. */
class CompressedTransportTest {
    private static FrameCodec codec(Compression compression) {
        return compression == Compression.ZLIB ? new ZlibCodec() : new ZstdCodec();
    }

    /** 200 KB: some that become smaller, some that do not, some too short to try. */
    private static byte[] text() {
        byte[] text = new byte[200_000];
        new Random(7).nextBytes(text);
        for (int i = 0; i < 100_000; i++) {
            text[i] = (byte) (i / 100);
        }
        return text;
    }

    private static byte[] frames(Compression compression) throws IOException {
        Played wire = new Played(new byte[0], 1);
        CompressedTransport out = new CompressedTransport(wire, codec(compression));
        out.begin();
        byte[] text = text();
        out.write(text, 0, 20);
        out.write(text, 20, text.length - 20);
        out.release();
        return wire.heard();
    }

    private static byte[] read(byte[] frames, int piece, Compression compression) throws IOException {
        CompressedTransport in = new CompressedTransport(new Played(frames, piece), codec(compression));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] some = new byte[5_000];
        try {
            for (int count = in.read(some, 3, 4_000); count >= 0; count = in.read(some, 3, 4_000)) {
                text.write(some, 3, count);
            }
        } finally {
            in.release();
        }
        return text.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "ZSTD"})
    void whatIsWrittenIsRead(Compression compression) throws IOException {
        byte[] frames = frames(compression);
        assertThat(frames.length).isLessThan(120_000);
        for (int piece : new int[] {1, 6, 7, 100, 4_096, 1 << 20}) {
            assertThat(read(frames, piece, compression)).isEqualTo(text());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "ZSTD"})
    void aFrameOfAnotherLengthIsRefused(Compression compression) throws IOException {
        byte[] frames = frames(compression);
        int second = 7 + 20;
        for (int change : new int[] {-1, 1}) {
            byte[] wrong = frames.clone();
            wrong[second + 5] += (byte) change; // 256 more or less than are in it
            assertThatThrownBy(() -> read(wrong, 1_000, compression)).isInstanceOf(IOException.class);
        }
        byte[] cut = java.util.Arrays.copyOf(frames, second + 30);
        assertThatThrownBy(() -> read(cut, 1_000, compression)).isInstanceOf(IOException.class);
    }
}
