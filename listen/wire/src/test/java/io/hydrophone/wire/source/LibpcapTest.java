package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.DebianPackages;
import io.hydrophone.wire.Ports;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through the library of tcpdump on real devices; needs the right to capture. */
@Timeout(300)
class LibpcapTest {
    private static final int BUFFER = 32 << 20;

    @BeforeAll
    @Timeout(1200) // of an installation
    static void packages() {
        DebianPackages.require("libpcap0.8");
    }

    private static PacketSource open(Ports ports, String... devices) {
        return LiveCapture.open(List.of(devices), CaptureFilter.of(ports), Mechanism.LIBPCAP, BUFFER);
    }

    @ParameterizedTest
    @CsvSource({
        "lo, 127.0.0.1, ETHERNET",
        "lo, ::1, ETHERNET",
        "any, 127.0.0.1, LINUX_SLL",
        "any, ::1, LINUX_SLL",
    })
    void everyByteOfAConversationIsHeardOnce(String device, String address, LinkType link) throws Exception {
        int rounds = 2000;
        try (ServerSocket server = Talk.serve(address);
                Listening listening = new Listening(open(Ports.of(1, server.getLocalPort()), device))) {
            Talk.over(server, rounds);
            listening.stop();

            assertThat(listening.drops()).isZero();
            assertThat(listening.payloadBytes()).isEqualTo(Talk.bytes(rounds));
            assertThat(listening.repeatedBytes()).isLessThan(Talk.bytes(rounds) / 50);
            assertThat(listening.heard.packets).allMatch(packet -> packet.link() == link);
            assertThat(listening.heard.packets).anyMatch(packet -> packet.nanos() % 1000 != 0);
            assertThat(listening.heard.ends).isEqualTo(1);
        }
    }

    @Test
    void severalDevicesAreHeardAtOnce() throws Exception {
        try (ServerSocket server = Talk.serve("127.0.0.1");
                Listening listening = new Listening(open(Ports.of(server.getLocalPort()), "lo", "any"))) {
            Talk.over(server, 100);
            listening.stop();

            assertThat(listening.heard.packets)
                    .extracting(Heard.Packet::link)
                    .contains(LinkType.ETHERNET, LinkType.LINUX_SLL);
        }
    }

    @Test
    void autoHearsEveryPort() throws Exception {
        try (ServerSocket server = Talk.serve("::1");
                Listening listening = new Listening(open(Ports.AUTO, "lo"))) {
            Talk.over(server, 10);
            listening.stop();

            assertThat(listening.heard.packets)
                    .map(Segment::of)
                    .anyMatch(segment -> segment.sourcePort() == server.getLocalPort());
        }
    }

    @Test
    void anUnknownDeviceIsAnsweredWithTheKnown() {
        ProblemException e = catchThrowableOfType(ProblemException.class, () -> open(Ports.AUTO, "lo0"));

        assertThat(e.problem().code()).isEqualTo("no-such-device");
        assertThat(e.problem().action()).contains("did you mean lo?");
    }
}
