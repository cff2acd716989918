package io.hydrophone.wire.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.tcp.Packets.Packet;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** All packets of a connection go to the same decoder, whatever form they have. */
class ConnectionHashTest {
    private final FrameDecoder decoder = new FrameDecoder();

    private int hash(byte[] frame) {
        return decoder.connectionHash(LinkType.ETHERNET, frame, 0, frame.length, frame.length, new Segment());
    }

    @Test
    void bothDirectionsAndBothWaysToTellAreTheSame() {
        byte[] asked = Packets.frame(new Packet(true, 0x10, 1, 1, new byte[10]));
        byte[] answered = Packets.frame(new Packet(false, 0x10, 1, 1, new byte[10]));
        byte[] tagged = new byte[asked.length + 4];
        System.arraycopy(asked, 0, tagged, 0, 12);
        tagged[12] = (byte) 0x81;
        tagged[15] = 42;
        System.arraycopy(asked, 12, tagged, 16, asked.length - 12);
        assertThat(hash(asked)).isNotZero().isEqualTo(hash(answered)).isEqualTo(hash(tagged));
    }

    @Test
    void otherPortsAreOtherConnections() {
        byte[] frame = Packets.frame(new Packet(true, 0x10, 1, 1, new byte[0]));
        int[] upper = new int[4];
        for (int port = 0; port < 4000; port++) {
            frame[34] = (byte) (port >> 8);
            frame[35] = (byte) port;
            upper[hash(frame) >>> 30]++;
        }
        for (int count : upper) {
            assertThat(count).isBetween(900, 1100);
        }
    }

    @Test
    void whatIsNoTcpIsZero() {
        byte[] frame = Packets.frame(new Packet(true, 0x10, 1, 1, new byte[0]));
        frame[23] = 1;
        assertThat(hash(frame)).isZero();
        assertThat(hash(Arrays.copyOf(frame, 20))).isZero();
        assertThat(hash(new byte[0])).isZero();
    }
}
