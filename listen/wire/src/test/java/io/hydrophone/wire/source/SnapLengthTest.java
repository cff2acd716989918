package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.DebianPackages;
import io.hydrophone.wire.Ports;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No more of a packet is taken than was asked for, its length is told all the same; needs the right to capture. */
@Timeout(300)
class SnapLengthTest {
    private static final int SNAP = 200;
    private static final int ROUNDS = 1_000;

    @BeforeAll
    @Timeout(1200) // of an installation
    static void packages() {
        DebianPackages.require("libpcap0.8");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mechanism.class,
            names = {"AF_PACKET", "LIBPCAP"})
    void longPacketsAreCut(Mechanism mechanism) throws Exception {
        try (ServerSocket server = Talk.serve("127.0.0.1")) {
            Ports ports = Ports.of(server.getLocalPort());
            PacketSource source = LiveCapture.open(
                    List.of("lo"), CaptureFilter.of(ports).cutAt(SNAP), mechanism, LiveCapture.DEFAULT_RING_BYTES);
            try (Listening listening = new Listening(source)) {
                Talk.over(server, ROUNDS);
                listening.stop();

                List<Heard.Packet> packets = listening.heard.packets;
                assertThat(packets)
                        .allMatch(packet -> packet.bytes().remaining() == Math.min(SNAP, packet.length()))
                        .anyMatch(packet -> packet.length() > SNAP)
                        .anyMatch(packet -> packet.length() < SNAP);
            }
        }
    }
}
