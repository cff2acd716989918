package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.ProblemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapReaderTest {
    private static final byte[] PACKET = {1, 2, 3, 4, 5};

    @ParameterizedTest
    @CsvSource({
        "a1b2c3d4, LITTLE, 1700000000000007000",
        "a1b2c3d4, BIG,    1700000000000007000",
        "a1b23c4d, LITTLE, 1700000000000000007",
        "a1b23c4d, BIG,    1700000000000000007",
    })
    void bothByteOrdersAndBothClocksAreRead(String magic, String order, long nanos) {
        CaptureBuilder file = new CaptureBuilder()
                .order(order.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .pcapHeader(Integer.parseUnsignedInt(magic, 16), 1)
                .pcapRecord(1_700_000_000, 7, 9, PACKET);

        Heard heard = Captures.read(file.build());

        assertThat(heard.packets).containsExactly(new Heard.Packet(nanos, LinkType.ETHERNET, PACKET, 9));
        assertThat(heard.ends).isEqualTo(1);
    }

    @Test
    void secondsAreUnsigned() {
        CaptureBuilder file = new CaptureBuilder().pcapHeader(0xa1b2c3d4, 1).pcapRecord(0xffff_ffffL, 0, 5, PACKET);

        assertThat(Captures.read(file.build()).packets.getFirst().nanos()).isEqualTo(4_294_967_295_000_000_000L);
    }

    @Test
    void theLengthOfTheFrameCheckSequenceIsNoPartOfTheLinkType() {
        CaptureBuilder file =
                new CaptureBuilder().pcapHeader(0xa1b2c3d4, 0x2400_0001).pcapRecord(1, 0, 5, PACKET);

        assertThat(Captures.read(file.build()).packets.getFirst().link()).isEqualTo(LinkType.ETHERNET);
    }

    @Test
    void theModifiedFormatHasLongerRecordHeaders() {
        CaptureBuilder file = new CaptureBuilder()
                .pcapHeader(0xa1b2cd34, 113)
                .int32(1, 2, PACKET.length, PACKET.length, 0, 0)
                .bytes(PACKET);

        assertThat(Captures.read(file.build()).packets)
                .containsExactly(new Heard.Packet(1_000_002_000, LinkType.LINUX_SLL, PACKET, 5));
    }

    @Test
    void aFileCutAnywhereDeliversItsWholePackets() {
        byte[] file = new CaptureBuilder()
                .pcapHeader(0xa1b2c3d4, 1)
                .pcapRecord(1, 0, 5, PACKET)
                .pcapRecord(2, 0, 5, PACKET)
                .build();
        for (int length = 4; length <= file.length; length++) {
            Heard heard = new Heard();
            CaptureFile capture = Captures.open(Arrays.copyOf(file, length));
            capture.run(heard);

            int whole = Math.max(0, (length - 24) / 21);
            assertThat(heard.packets).hasSize(whole);
            assertThat(capture.counters().packets()).isEqualTo(whole);
            assertThat(capture.counters().bytes()).isEqualTo(whole * 5L);
            assertThat(capture.counters().truncatedFile())
                    .as("cut at %d", length)
                    .isEqualTo(length < 24 || (length - 24) % 21 != 0);
            assertThat(heard.ends).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, (16 << 20) + 1})
    void aLengthThatCannotBeIsAProblemWithItsPlace(int captured) {
        byte[] file = new CaptureBuilder()
                .pcapHeader(0xa1b2c3d4, 1)
                .pcapRecord(1, 0, 5, PACKET)
                .int32(2, 0, captured, captured)
                .build();
        Heard heard = new Heard();

        ProblemException e = catchThrowableOfType(
                ProblemException.class, () -> Captures.open(file).run(heard));

        assertThat(e.problem().code()).isEqualTo("damaged-capture");
        assertThat(e.problem().where()).isEqualTo("test.pcap: byte 45");
        assertThat(e.problem().message()).isEqualTo("a packet of " + Integer.toUnsignedString(captured) + " bytes");
        assertThat(heard.packets).hasSize(1);
    }

    @Test
    void aPacketLargerThanTheBufferIsDeliveredWhole() {
        byte[] large = new byte[3_000_000];
        large[0] = 7;
        large[large.length - 1] = 9;
        byte[] file = new CaptureBuilder()
                .pcapHeader(0xa1b2c3d4, 1)
                .pcapRecord(1, 0, 5, PACKET)
                .pcapRecord(2, 0, large.length, large)
                .pcapRecord(3, 0, 5, PACKET)
                .build();

        assertThat(Captures.read(file).packets)
                .extracting(Heard.Packet::bytes)
                .containsExactly(ByteBuffer.wrap(PACKET), ByteBuffer.wrap(large), ByteBuffer.wrap(PACKET));
    }

    @Test
    void manyRefillsLoseNothing() {
        CaptureBuilder file = new CaptureBuilder().pcapHeader(0xa1b2c3d4, 1);
        for (int i = 0; i < 20_000; i++) {
            file.pcapRecord(i, 0, 2000, new byte[i % 300]);
        }

        Heard heard = Captures.read(file.build());

        assertThat(heard.packets).hasSize(20_000);
        for (int i = 0; i < 20_000; i++) {
            assertThat(heard.packets.get(i).bytes().remaining()).isEqualTo(i % 300);
            assertThat(heard.packets.get(i).nanos()).isEqualTo(i * 1_000_000_000L);
        }
        assertThat(heard.ticks).hasSizeBetween(3, 2000).isSorted();
    }

    @Test
    void anUnknownLinkTypeIsNamed() {
        byte[] file = new CaptureBuilder().pcapHeader(0xa1b2c3d4, 105).build();

        ProblemException e = catchThrowableOfType(ProblemException.class, () -> Captures.read(file));

        assertThat(e.problem().code()).isEqualTo("unknown-link-type");
        assertThat(e.problem().message()).contains("105");
    }
}
