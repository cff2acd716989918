package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.ProblemException;
import io.hydrophone.wire.Ports;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On real devices of Linux; needs the right to capture. */
@Timeout(300)
class AfPacketRingTest {
    private static final int RING = 32 << 20;

    private static PacketSource open(Ports ports, String... devices) {
        return open(ports, RING, devices);
    }

    private static PacketSource open(Ports ports, int ringBytes, String... devices) {
        List<DeviceName> names = Stream.of(devices).map(DeviceName::parse).toList();
        return AfPacketRing.open(names, CaptureFilter.of(ports), ringBytes, 1).first();
    }

    @ParameterizedTest
    @CsvSource({"lo, 127.0.0.1", "lo, ::1", "any, 127.0.0.1", "any, ::1"})
    void everyByteOfAConversationIsHeardOnce(String device, String address) throws Exception {
        int rounds = 2000;
        try (ServerSocket server = Talk.serve(address);
                Listening listening = new Listening(open(Ports.of(server.getLocalPort()), device))) {
            Talk.over(server, rounds);
            listening.stop();

            assertThat(listening.drops()).isZero();
            assertThat(listening.payloadBytes()).isEqualTo(Talk.bytes(rounds));
            assertThat(listening.repeatedBytes()).isLessThan(Talk.bytes(rounds) / 50);
            assertThat(listening.heard.packets)
                    .allMatch(packet -> packet.link() == LinkType.ETHERNET)
                    .allMatch(packet -> packet.bytes().remaining() == packet.length());
            assertThat(listening.heard.packets).extracting(Heard.Packet::nanos).isSorted();
            assertThat(listening.heard.ends).isEqualTo(1);
        }
    }

    @Test
    void severalDevicesAreHeardAtOnce() throws Exception {
        try (ServerSocket server = Talk.serve("127.0.0.1");
                Listening listening = new Listening(open(Ports.of(server.getLocalPort()), "lo", "lo"))) {
            Talk.over(server, 100);
            listening.stop();

            assertThat(listening.payloadBytes()).isEqualTo(Talk.bytes(100));
            assertThat(listening.repeatedBytes()).isGreaterThanOrEqualTo(Talk.bytes(100));
        }
    }

    @Test
    void autoHearsEveryPortAndAFilterOnlyItsOwn() throws Exception {
        try (ServerSocket server = Talk.serve("::1");
                Listening auto = new Listening(open(Ports.AUTO, "lo"));
                Listening other = new Listening(open(Ports.of(1), "lo"))) {
            Talk.over(server, 100);
            auto.stop();
            other.stop();

            Heard ours = new Heard();
            auto.heard.packets.stream()
                    .filter(packet -> Segment.of(packet).sourcePort() == server.getLocalPort()
                            || Segment.of(packet).targetPort() == server.getLocalPort())
                    .forEach(ours.packets::add);
            assertThat(new Listening.Payload(ours).bytes(true)).isEqualTo(Talk.bytes(100));
            assertThat(other.heard.packets).isEmpty();
        }
    }

    @Test
    void timePassesWithoutPackets() throws Exception {
        long begin = System.currentTimeMillis();
        try (Listening listening = new Listening(open(Ports.of(1), "lo"))) {
            while (listening.heard.ticks.size() < 10) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            listening.stop();
            long end = System.currentTimeMillis();
            assertThat(listening.heard.ticks).hasSizeBetween(10, 10 + (int) (end - begin) / 10);
            // A tick is a little behind: packets of that time may still be in the kernel.
            assertThat(listening.heard.ticks)
                    .isSorted()
                    .allSatisfy(tick -> assertThat(tick).isBetween((begin - 1_000) * 1_000_000, (end + 1) * 1_000_000));
        }
    }

    /** Packets wait in the ring from the moment that it is open, and are counted when they find no room. */
    @Test
    void whatFindsNoRoomIsCounted() throws Exception {
        int rounds = 4000;
        try (ServerSocket server = Talk.serve("127.0.0.1")) {
            PacketSource ring = open(Ports.of(server.getLocalPort()), 0, "lo");
            Talk.over(server, rounds);
            try (Listening listening = new Listening(ring)) {
                listening.stop();

                assertThat(listening.payloadBytes()).isPositive().isLessThan(Talk.bytes(rounds));
                assertThat(ring.counters().kernelDrops()).isPositive();
                assertThat(ring.counters().packets()).isEqualTo(listening.heard.packets.size());
            }
        }
    }

    @Test
    void anUnknownDeviceIsAnsweredWithTheKnown() {
        ProblemException e = catchThrowableOfType(ProblemException.class, () -> open(Ports.AUTO, "lp"));

        assertThat(e.problem().code()).isEqualTo("no-such-device");
        assertThat(e.problem().action())
                .startsWith("did you mean lo? There are: ")
                .contains("lo, ");
    }

    @Test
    void closingTwiceAndWithoutRunningIsAllowed() {
        PacketSource ring = open(Ports.AUTO, "lo");
        ring.close();
        ring.close();
    }
}
