package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.ProblemException;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PcapngReaderTest {
    private static final byte[] PACKET = {1, 2, 3, 4, 5};
    private static final int IF_TSRESOL = 9;
    private static final int IF_TSOFFSET = 14;

    @ParameterizedTest
    @CsvSource({
        // resolution byte, ticks, nanoseconds
        "6,   1700000000123456,     1700000000123456000",
        "9,   1700000000123456789,  1700000000123456789",
        "0,   1700000000,           1700000000000000000",
        "3,   1700000000123,        1700000000123000000",
        "12,  1700000000123456,     1700000000123",
        "127, 1700000000123456,     0",
        "128, 1700000000,           1700000000000000000",
        "138, 1536,                 1500000000",
        "160, 6442450944,           1500000000",
        "190, 6917529027641081856,  1500000000",
        "255, 6917529027641081856,  0",
    })
    void everyClockIsUnderstood(int resolution, long ticks, long nanos) {
        CaptureBuilder file = new CaptureBuilder();
        file.section()
                .description(1, 0, file.option(IF_TSRESOL, (byte) resolution))
                .enhancedPacket(0, ticks, 9, PACKET);

        assertThat(Captures.read(file.build()).packets)
                .containsExactly(new Heard.Packet(nanos, LinkType.ETHERNET, PACKET, 9));
    }

    @Test
    void anOffsetIsAddedInSeconds() {
        CaptureBuilder file = new CaptureBuilder();
        file.section()
                .description(
                        1,
                        0,
                        file.option(IF_TSOFFSET, file.body().int32(1_000, 0).build()))
                .enhancedPacket(0, 5, 5, PACKET);

        assertThat(Captures.read(file.build()).packets.getFirst().nanos()).isEqualTo(1_000_000_005_000L);
    }

    @Test
    void sectionsChooseTheirByteOrderAndForgetInterfaces() {
        byte[] file = new CaptureBuilder()
                .section()
                .description(1, 0)
                .enhancedPacket(0, 1, 5, PACKET)
                .order(ByteOrder.BIG_ENDIAN)
                .section()
                .description(113, 0)
                .enhancedPacket(0, 2, 5, PACKET)
                .order(ByteOrder.LITTLE_ENDIAN)
                .section()
                .description(276, 0)
                .enhancedPacket(0, 3, 5, PACKET)
                .build();

        assertThat(Captures.read(file).packets)
                .containsExactly(
                        new Heard.Packet(1000, LinkType.ETHERNET, PACKET, 5),
                        new Heard.Packet(2000, LinkType.LINUX_SLL, PACKET, 5),
                        new Heard.Packet(3000, LinkType.LINUX_SLL2, PACKET, 5));
    }

    @Test
    void simplePacketsAreCutAtTheSnapLength() {
        CaptureBuilder file = new CaptureBuilder().section().description(1, 3);
        file.block(3, file.body().int32(1000).bytes((byte) 1, (byte) 2, (byte) 3, (byte) 0));

        assertThat(Captures.read(file.build()).packets)
                .containsExactly(new Heard.Packet(0, LinkType.ETHERNET, new byte[] {1, 2, 3}, 1000));
    }

    @Test
    void packetsOfTheObsoleteTypeAreRead() {
        CaptureBuilder file = new CaptureBuilder().section().description(1, 0).description(113, 0);
        file.block(2, file.body().int16(1, 7).int32(0, 4, 5, 9).bytes(PACKET));

        assertThat(Captures.read(file.build()).packets)
                .containsExactly(new Heard.Packet(4000, LinkType.LINUX_SLL, PACKET, 9));
    }

    @Test
    void otherBlocksArePassedOver() {
        CaptureBuilder file = new CaptureBuilder().section();
        file.block(4, file.body().int32(1, 2, 3))
                .block(0x0bad, file.body())
                .description(1, 0)
                .block(10, file.body().bytes(new byte[100_000]))
                .enhancedPacket(0, 1, 5, PACKET);

        assertThat(Captures.read(file.build()).packets).hasSize(1);
    }

    @Test
    void packetsOfUnknownLinkTypesAreCounted() {
        byte[] file = new CaptureBuilder()
                .section()
                .description(105, 0)
                .description(1, 0)
                .enhancedPacket(0, 1, 5, PACKET)
                .enhancedPacket(1, 2, 5, PACKET)
                .build();
        Heard heard = new Heard();
        CaptureFile capture = Captures.open(file);
        capture.run(heard);

        assertThat(heard.packets).hasSize(1);
        assertThat(capture.counters()).isEqualTo(new CaptureCounters(1, 5, 0, 1, false));
    }

    @Test
    void dropsThatTheCapturingKernelReportedAreTotals() {
        CaptureBuilder file = new CaptureBuilder().section().description(1, 0).description(1, 0);
        for (int drops : new int[] {3, 5}) {
            file.block(
                    5,
                    file.body()
                            .int32(0, 0, 0)
                            .bytes(file.option(7, file.body().int32(drops, 0).build())));
        }
        file.block(
                5,
                file.body()
                        .int32(1, 0, 0)
                        .bytes(file.option(4, new byte[8]))
                        .bytes(file.option(5, file.body().int32(10, 0).build())));
        CaptureFile capture = Captures.open(file.build());
        capture.run(new Heard());

        assertThat(capture.counters().kernelDrops()).isEqualTo(15);
    }

    static Stream<Arguments> damage() {
        CaptureBuilder good = new CaptureBuilder().section().description(1, 0);
        int at = good.build().length;
        return Stream.of(
                Arguments.of("length 0", at, good().int32(6, 0, 0, 0)),
                Arguments.of("length not a multiple of 4", at, good().int32(6, 33, 0, 0)),
                Arguments.of("length of 4 GiB", at, good().int32(6, -4, 0, 0)),
                Arguments.of("length over the bound", at, good().int32(6, (16 << 20) + 4, 0, 0)),
                Arguments.of("other length at the end", at, good().int32(6, 16, 0, 20)),
                Arguments.of("packet too short", at, good().block(6, good.body().int32(0, 0, 0))),
                Arguments.of(
                        "packet beyond its block",
                        at,
                        good().block(6, good.body().int32(0, 0, 0, 5, 5, 0))),
                Arguments.of(
                        "packet of negative length",
                        at,
                        good().block(6, good.body().int32(0, 0, 0, -1, 5, 0))),
                Arguments.of("unknown interface", at, good().enhancedPacket(1, 0, 5, PACKET)),
                Arguments.of("interface of 2^32-1", at, good().enhancedPacket(-1, 0, 5, PACKET)),
                Arguments.of(
                        "no magic", at, good().block(0x0a0d0d0a, good.body().int32(5, 0, 0, 0))));
    }

    private static CaptureBuilder good() {
        return new CaptureBuilder().section().description(1, 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damage")
    void damageIsAProblemWithItsPlace(String what, int at, CaptureBuilder file) {
        ProblemException e = catchThrowableOfType(ProblemException.class, () -> Captures.read(file.build()));

        assertThat(e.problem().code()).isEqualTo("damaged-capture");
        assertThat(e.problem().where()).isEqualTo("test.pcap: byte " + at);
    }

    @Test
    void interfacesWithoutEndAreRefused() {
        CaptureBuilder file = new CaptureBuilder().section();
        for (int i = 0; i <= 65_536; i++) {
            file.description(1, 0);
        }

        ProblemException e = catchThrowableOfType(ProblemException.class, () -> Captures.read(file.build()));

        assertThat(e.problem().message()).isEqualTo("more than 65536 interfaces in a section");
    }
}
