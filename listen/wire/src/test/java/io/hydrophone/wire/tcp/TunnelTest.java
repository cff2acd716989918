package io.hydrophone.wire.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.tcp.Packets.Packet;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traffic that was mirrored: what a tunnel carries is heard as if it had come by itself. */
class TunnelTest {
    private static final String ETHERNET = "020000000001 020000000002 0800";
    private static final String ETHERNET_6 = "020000000001 020000000002 86dd";

    /** Length 0, as after segmentation offload; protocol; no checksum; from 192.0.2.1 to 192.0.2.2. */
    private static String ipv4(int protocol) {
        return "45000000 00000000 40" + "%02x".formatted(protocol) + "0000 c0000201 c0000202";
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    VXLAN,                  17, c000 12b5 0000 0000 08000000 00002a00
                    VXLAN on Linux' port,   17, c000 2118 0000 0000 08000000 00002a00
                    GRE with Ethernet,      47, 0000 6558
                    GRE with a key,         47, 2000 6558 0000002a
                    GRE with all fields,    47, b000 6558 00000000 0000002a 00000001
                    ERSPAN I,               47, 0000 88be
                    ERSPAN II,              47, 1000 88be 00000001 1001002a 00000000
                    ERSPAN III,             47, 1000 22eb 00000001 2001002a 00000000 00000000
                    ERSPAN III with more,   47, 1000 22eb 00000001 2001002a 00000000 00000001 0000000000000000
                    """)
    void whatIsMirroredIsHeard(String name, int protocol, String header) throws IOException {
        assertHeard(ETHERNET + ipv4(protocol) + header, 0);
        assertHeard(ETHERNET_6 + "60000000 0000 %02x 40".formatted(protocol) + "0".repeat(64) + header, 0);
    }

    @Test
    void ipInIpAndGreWithoutEthernetAreHeard() throws IOException {
        assertHeard(ETHERNET + ipv4(4), 14);
        assertHeard(ETHERNET + ipv4(47) + "0000 0800", 14);
    }

    @Test
    void tunnelsInTunnelsAreHeardToADepth() throws IOException {
        String vxlan = ETHERNET + ipv4(17) + "c000 12b5 0000 0000 08000000 00002a00";
        assertHeard(vxlan.repeat(3), 0);
        FrameDecoder decoder = new FrameDecoder();
        byte[] frame = joined(vxlan.repeat(4), new byte[60]);
        assertThat(decoder.decode(LinkType.ETHERNET, frame, 0, frame.length, frame.length, new Segment()))
                .isFalse();
    }

    @Test
    void anyCutIsRefused() {
        byte[] frame = joined(ETHERNET + ipv4(47) + "1000 22eb 00000001 2001002a 00000000 00000001", new byte[0]);
        FrameDecoder decoder = new FrameDecoder();
        for (int length = 0; length <= frame.length; length++) {
            assertThat(decoder.decode(LinkType.ETHERNET, frame, 0, length, length, new Segment()))
                    .isFalse();
        }
    }

    private static void assertHeard(String outer, int innerHeader) throws IOException {
        List<Packet> packets = Packets.of(Recording.connections().getFirst(), 1000, 2000, left -> left);
        FrameDecoder decoder = new FrameDecoder();
        Segment direct = new Segment();
        Segment mirrored = new Segment();
        for (Packet packet : packets) {
            byte[] frame = Packets.frame(packet);
            decoder.decode(LinkType.ETHERNET, frame, 0, frame.length, frame.length, direct);
            byte[] inner = Arrays.copyOfRange(frame, innerHeader, frame.length);
            byte[] whole = joined(outer, inner);
            assertThat(decoder.decode(LinkType.ETHERNET, whole, 0, whole.length, whole.length, mirrored))
                    .isTrue();
            assertThat(mirrored)
                    .usingRecursiveComparison()
                    .ignoringFields("data", "offset")
                    .isEqualTo(direct);
            assertThat(mirrored.offset - direct.offset).isEqualTo(whole.length - frame.length);
        }
    }

    private static byte[] joined(String outer, byte[] inner) {
        byte[] header = HexFormat.of().parseHex(outer.replace(" ", ""));
        byte[] whole = Arrays.copyOf(header, header.length + inner.length);
        System.arraycopy(inner, 0, whole, header.length, inner.length);
        return whole;
    }
}
