package io.hydrophone.traffic.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTest {
    private static final RecordingKey KEY = key(1);

    private final List<Problem> told = new ArrayList<>();
    private final EventEncoder events = new EventEncoder();

    static RecordingKey key(int last) {
        byte[] secret = new byte[RecordingKey.BYTES];
        secret[secret.length - 1] = (byte) last;
        return new RecordingKey(secret);
    }

    @ParameterizedTest
    @CsvSource({"0,false", "0,true", "1,false", "1,true", "19,true"})
    void aBlockComesOutAsItWentIn(int level, boolean encrypted) {
        List<TrafficEvent> expected = Events.random(7, 100);
        byte[] block = sealed(level, encrypted ? Encryption.with(KEY) : Encryption.none(), expected);

        EventBlock opened = new BlockOpener(List.of(key(2), KEY)).open(block, "message 1");
        assertThat(Events.values(Events.all(opened.events()))).isEqualTo(Events.values(expected));
        assertThat(opened.size()).isEqualTo(100);
        assertThat(opened.number()).isEqualTo(1);
        assertThat(opened.lastNanos())
                .isEqualTo(
                        expected.stream().mapToLong(TrafficEvent::nanos).max().getAsLong());
        assertThat(told).isEmpty();
    }

    @Test
    void textIsCompressed() {
        List<TrafficEvent> commands = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            commands.add(Events.asked(i));
        }
        byte[] plain = sealed(0, Encryption.none(), commands);
        assertThat(sealed(1, Encryption.none(), commands).length).isLessThan(plain.length / 3);
        assertThat(new String(plain, StandardCharsets.ISO_8859_1)).contains("SELECT 999");
    }

    @Test
    void anEncryptedBlockShowsNothingOfItsContents() {
        byte[] block = sealed(0, Encryption.with(KEY), List.of(Events.asked(1)));
        assertThat(new String(block, StandardCharsets.ISO_8859_1)).doesNotContain("SELECT");
    }

    @Test
    void withoutItsKeyABlockIsRefusedByTheKeysId() {
        byte[] block = sealed(1, Encryption.with(KEY), List.of(Events.asked(1)));
        assertThatThrownBy(() -> new BlockOpener(List.of(key(2))).open(block, "message 1"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("recording-key");
                    assertThat(e.problem().message()).contains(KEY.id(), key(2).id());
                });
    }

    /** A checksum that was made to fit does not help who changes an encrypted block, its head included. */
    @Test
    void aForgedBlockIsRefusedWhicheverByteWasChanged() {
        byte[] block = sealed(1, Encryption.with(KEY), List.of(Events.asked(1)));
        BlockOpener opener = new BlockOpener(List.of(KEY));
        for (int i = 0; i < block.length; i++) {
            byte[] forged = block.clone();
            forged[i] ^= 0x01;
            BlockHead.seal(forged, forged.length - BlockHead.BYTES);
            if (!Arrays.equals(forged, block)) { // It was no checksum, which was just made again.
                assertThatThrownBy(() -> opener.open(forged, "forged"))
                        .as("byte %d", i)
                        .isInstanceOf(ProblemException.class);
            }
        }
    }

    @Test
    void noNonceComesTwice() {
        Set<ByteBuffer> nonces = new HashSet<>();
        for (int run = 0; run < 10; run++) {
            Nonces some = new Nonces();
            for (int i = 0; i < 1_000; i++) {
                assertThat(nonces.add(ByteBuffer.wrap(some.next()))).isTrue();
            }
        }
    }

    @Test
    void aLaterMinorVersionWithALongerHeadIsRead() {
        byte[] block = sealed(1, Encryption.none(), List.of(Events.asked(5)));
        int tail = BlockHead.BYTES - BlockHead.CHECKSUM_BYTES;
        int more = 8;
        ByteBuffer later = ByteBuffer.allocate(block.length + more);
        later.put(block, 0, tail).position(tail + more).put(block, tail, block.length - tail);
        later.putShort(6, (short) 7).putShort(8, (short) (BlockHead.BYTES + more));
        int crcAt = BlockHead.BYTES + more - Integer.BYTES;
        later.putInt(crcAt, BlockHead.crc(later.array(), 0, crcAt));

        EventBlock opened = new BlockOpener(List.of()).open(later.array(), "later");
        assertThat(Events.numbers(Events.all(opened.events()))).containsExactly(5L);
    }

    @Test
    void anotherMajorVersionIsRefused() {
        byte[] block = sealed(1, Encryption.none(), List.of(Events.asked(5)));
        block[5] = 2;
        assertThat(problem(block).code()).isEqualTo("recording-version");
        assertThat(problem(block).message()).contains("format 2.0", "reads 1.x");
    }

    @Test
    void whatIsNoBlockIsRefused() {
        assertThat(problem(new byte[0]).code()).isEqualTo("recording-foreign");
        assertThat(problem("SELECT 1 FROM dual".getBytes(StandardCharsets.US_ASCII))
                        .code())
                .isEqualTo("recording-foreign");
    }

    @Test
    void aFlagOfALaterVersionIsRefused() {
        byte[] block = sealed(0, Encryption.none(), List.of(Events.asked(5)));
        block[11] |= 0x40;
        BlockHead.seal(block, block.length - BlockHead.BYTES);
        assertThat(problem(block).message()).contains("only a later version");
    }

    private static Problem problem(byte[] message) {
        try {
            EventBlock opened = new BlockOpener(List.of()).open(message, "message");
            throw new AssertionError("opened with " + opened.size() + " events");
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    private byte[] sealed(int level, Encryption encryption, List<TrafficEvent> contents) {
        events.clear(0);
        contents.forEach(event -> Events.tell(event, events));
        try (BlockSealer sealer = new BlockSealer(encryption, level, told::add)) {
            ByteBuffer block = sealer.seal(events);
            byte[] copy = new byte[block.remaining()];
            block.get(copy);
            return copy;
        }
    }
}
