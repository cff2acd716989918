package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.source.BpfAssembler.Instruction;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BpfTest {
    private static final int TUN = 65_534;
    private static final int INFINIBAND = 32;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int INCOMING = 0;
    private static final int OUTGOING = 4;
    private static final int DO_NOT_FRAGMENT = 0x4000;
    private static final int MORE_FRAGMENTS = 0x2000;

    private static final Ports PORTS = Ports.of(3306, 3307, 33_060);

    private static boolean takes(Ports ports, int deviceType, int packetType, byte[] frame) {
        return takes(CaptureFilter.of(ports), deviceType, packetType, frame);
    }

    private static boolean takes(CaptureFilter filter, int deviceType, int packetType, byte[] frame) {
        int taken = new BpfMachine(Bpf.program(filter), deviceType, packetType).run(frame);
        assertThat(taken == 0 || taken > 262_144).isTrue();
        return taken != 0;
    }

    @Test
    void tunnelsAreTakenOnlyWhenAskedFor() {
        for (int protocol : new int[] {4, 17, 41, 47}) {
            byte[] four = Frame.ethernet(IPV4).ipv4(5, 0, protocol).ports(40_000, 4789);
            byte[] six = Frame.ethernet(IPV6).ipv6(protocol).ports(40_000, 4789);
            for (byte[] frame : new byte[][] {four, six}) {
                assertThat(takes(new CaptureFilter(PORTS, true), DeviceType.ETHERNET, INCOMING, frame))
                        .isTrue();
                assertThat(takes(frame)).isFalse();
            }
        }
        byte[] ping = Frame.ethernet(IPV4).ipv4(5, 0, 1).ports(0, 0);
        assertThat(takes(new CaptureFilter(PORTS, true), DeviceType.ETHERNET, INCOMING, ping))
                .isFalse();
        byte[] other = Frame.ethernet(IPV4).ipv4(5, 0, TCP).ports(40_000, 3308);
        assertThat(takes(new CaptureFilter(PORTS, true), DeviceType.ETHERNET, INCOMING, other))
                .isFalse();
    }

    private static boolean takes(byte[] frame) {
        return takes(PORTS, DeviceType.ETHERNET, INCOMING, frame);
    }

    @ParameterizedTest
    @ValueSource(ints = {3306, 3307, 33_060})
    void bothDirectionsOfEachPortAreTaken(int port) {
        assertThat(takes(Frame.ethernet(IPV4).ipv4(5, DO_NOT_FRAGMENT, TCP).ports(40_000, port)))
                .isTrue();
        assertThat(takes(Frame.ethernet(IPV4).ipv4(5, DO_NOT_FRAGMENT, TCP).ports(port, 40_000)))
                .isTrue();
        assertThat(takes(Frame.ethernet(IPV6).ipv6(TCP).ports(40_000, port))).isTrue();
        assertThat(takes(Frame.ethernet(IPV6).ipv6(TCP).ports(port, 40_000))).isTrue();
    }

    @Test
    void otherTrafficIsRefused() {
        assertThat(takes(Frame.ethernet(IPV4).ipv4(5, 0, TCP).ports(40_000, 3308)))
                .isFalse();
        assertThat(takes(Frame.ethernet(IPV4).ipv4(5, 0, UDP).ports(40_000, 3306)))
                .isFalse();
        assertThat(takes(Frame.ethernet(IPV6).ipv6(TCP).ports(40_000, 3308))).isFalse();
        assertThat(takes(Frame.ethernet(IPV6).ipv6(UDP).ports(40_000, 3306))).isFalse();
        assertThat(takes(Frame.ethernet(0x0806).ipv4(5, 0, TCP).ports(40_000, 3306)))
                .isFalse();
        assertThat(takes(new byte[20])).isFalse();
        assertThat(takes(new byte[0])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 11, 15})
    void portsAreFoundBehindOptions(int words) {
        assertThat(takes(Frame.ethernet(IPV4).ipv4(words, 0, TCP).ports(40_000, 3306)))
                .isTrue();
        assertThat(takes(Frame.ethernet(IPV4).ipv4(words, 0, TCP).ports(40_000, 3305)))
                .isFalse();
    }

    @Test
    void onlyTheFirstFragmentHasPorts() {
        assertThat(takes(Frame.ethernet(IPV4).ipv4(5, MORE_FRAGMENTS, TCP).ports(40_000, 3306)))
                .isTrue();
        assertThat(takes(Frame.ethernet(IPV4).ipv4(5, MORE_FRAGMENTS | 100, TCP).ports(40_000, 3306)))
                .isFalse();
        assertThat(takes(Frame.ethernet(IPV4).ipv4(5, 1, TCP).ports(40_000, 3306)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8100, 0x88a8, 0x9100})
    void tagsAreSteppedOver(int tag) {
        for (int port : new int[] {3306, 3308}) {
            boolean watched = port == 3306;
            assertThat(takes(Frame.ethernet(tag, IPV4).ipv4(7, 0, TCP).ports(port, 40_000)))
                    .isEqualTo(watched);
            assertThat(takes(Frame.ethernet(tag, IPV6).ipv6(TCP).ports(port, 40_000)))
                    .isEqualTo(watched);
            assertThat(takes(Frame.ethernet(tag, 0x8100, IPV4).ipv4(5, 0, TCP).ports(port, 40_000)))
                    .isEqualTo(watched);
            assertThat(takes(Frame.ethernet(tag, 0x8100, IPV6).ipv6(TCP).ports(port, 40_000)))
                    .isEqualTo(watched);
        }
    }

    @Test
    void tunnelsHaveNoLinkHeader() {
        byte[] v4 = Frame.raw().ipv4(5, 0, TCP).ports(40_000, 3306);
        byte[] v6 = Frame.raw().ipv6(TCP).ports(3306, 40_000);

        assertThat(takes(PORTS, TUN, OUTGOING, v4)).isTrue();
        assertThat(takes(PORTS, TUN, INCOMING, v6)).isTrue();
        assertThat(takes(PORTS, TUN, INCOMING, Frame.raw().ipv6(TCP).ports(1, 2)))
                .isFalse();
        assertThat(takes(PORTS, INFINIBAND, INCOMING, v4)).isFalse();
    }

    @Test
    void loopbackIsHeardOnce() {
        byte[] frame = Frame.ethernet(IPV4).ipv4(5, 0, TCP).ports(40_000, 3306);

        assertThat(takes(PORTS, DeviceType.LOOPBACK, INCOMING, frame)).isTrue();
        assertThat(takes(PORTS, DeviceType.LOOPBACK, OUTGOING, frame)).isFalse();
        assertThat(takes(PORTS, DeviceType.ETHERNET, OUTGOING, frame)).isTrue();
    }

    @Test
    void autoTakesAllOfTcp() {
        assertThat(takes(
                        Ports.AUTO,
                        DeviceType.ETHERNET,
                        INCOMING,
                        Frame.ethernet(IPV4).ipv4(5, 0, TCP).ports(1, 2)))
                .isTrue();
        assertThat(takes(
                        Ports.AUTO,
                        DeviceType.ETHERNET,
                        INCOMING,
                        Frame.ethernet(IPV6).ipv6(TCP).ports(1, 2)))
                .isTrue();
        assertThat(takes(
                        Ports.AUTO,
                        DeviceType.ETHERNET,
                        INCOMING,
                        Frame.ethernet(IPV4).ipv4(5, 0, UDP).ports(1, 2)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300, Bpf.MAX_PORTS})
    void anyNumberOfPortsMakesAProgramThatTheKernelTakes(int count) {
        Ports ports = new Ports(IntStream.rangeClosed(1, count).boxed().toList());

        // The longest of all programs.
        assertThat(Bpf.program(new CaptureFilter(ports, true).sampled(new SampleRatio(2))))
                .hasSizeLessThanOrEqualTo(BpfAssembler.MAX_INSTRUCTIONS);
        for (int port : new int[] {1, count}) {
            byte[] frame = Frame.ethernet(IPV4).ipv4(5, 0, TCP).ports(40_000, port);
            assertThat(takes(ports, DeviceType.ETHERNET, INCOMING, frame)).isTrue();
        }
        byte[] other = Frame.ethernet(IPV4).ipv4(5, 0, TCP).ports(40_000, count + 1);
        assertThat(takes(ports, DeviceType.ETHERNET, INCOMING, other)).isFalse();
    }

    @Test
    void beyondThatAllOfTcpIsTaken() {
        Ports ports =
                new Ports(IntStream.rangeClosed(1, Bpf.MAX_PORTS + 1).boxed().toList());

        assertThat(Bpf.program(CaptureFilter.of(ports))).isEqualTo(Bpf.program(CaptureFilter.of(Ports.AUTO)));
    }

    @Test
    void realPacketsAreTakenByTheirPort() throws IOException {
        List<Instruction> right = Bpf.program(CaptureFilter.of(Ports.of(23_306)));
        List<Instruction> wrong = Bpf.program(CaptureFilter.of(Ports.of(23_307)));
        for (Heard.Packet packet : Captures.read(Captures.resource("lo.pcap")).packets) {
            assertThat(new BpfMachine(right, DeviceType.LOOPBACK, INCOMING)
                            .run(packet.bytes().array()))
                    .isPositive();
            assertThat(new BpfMachine(wrong, DeviceType.LOOPBACK, INCOMING)
                            .run(packet.bytes().array()))
                    .isZero();
        }
    }
}
