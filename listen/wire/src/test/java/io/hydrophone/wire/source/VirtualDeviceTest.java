package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.DebianPackages;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * On a pair of virtual Ethernet devices whose other end lies in a network namespace of its own. Needs root.
 */
@Timeout(300)
class VirtualDeviceTest {
    private static final int PORT = 13_306;
    private static final int TCP = 6;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int RING = 32 << 20;

    private VirtualPair pair;

    @BeforeAll
    @Timeout(1200) // of an installation
    static void packages() {
        DebianPackages.require("iproute2", "libpcap0.8");
    }

    @BeforeEach
    void connect() throws Exception {
        pair = new VirtualPair();
    }

    @AfterEach
    void disconnect() throws Exception {
        pair.close();
    }

    @ParameterizedTest
    @EnumSource(value = Mechanism.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void bothDirectionsAreHeardInPacketsLargerThanTheDeviceMayCarry(Mechanism mechanism) throws Exception {
        PacketSource source = LiveCapture.open(List.of(pair.near), CaptureFilter.of(Ports.of(PORT)), mechanism, RING);
        try (Listening listening = new Listening(source)) {
            talk("10.213.0");
            listening.stop();

            assertThat(listening.drops()).isZero();
            assertThat(listening.payloadBytes()).isEqualTo(Farside.QUESTION + Farside.ANSWER);
            assertThat(listening.repeatedBytes()).isLessThan(Farside.ANSWER / 4);
            assertThat(listening.heard.packets).anyMatch(packet -> packet.length() > 1600);
        }
    }

    /** As where a switch or a cloud mirrors traffic: the device carries UDP, and the conversation is inside. */
    @ParameterizedTest
    @EnumSource(value = Mechanism.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void whatATunnelCarriesIsHeard(Mechanism mechanism) throws Exception {
        for (boolean there : new boolean[] {false, true}) {
            String device = there ? pair.far : pair.near;
            String local = there ? "10.213.0.2" : "10.213.0.1";
            String remote = there ? "10.213.0.1" : "10.213.0.2";
            String tunnel = "hpv" + pair.id;
            pair.ip(
                    there,
                    ("link add " + tunnel + " type vxlan id 42 dstport 4789 dev " + device + " local " + local
                                    + " remote " + remote)
                            .split(" "));
            pair.network(tunnel, there, local.replace("213", "214") + "/24");
        }
        CaptureFilter filter = new CaptureFilter(Ports.of(PORT), true);
        TrafficDecoder decoder = new TrafficDecoder(DecoderOptions.of(Ports.of(PORT)), query -> {});
        try (Listening listening = new Listening(LiveCapture.open(List.of(pair.near), filter, mechanism, RING))) {
            talk("10.214.0");
            listening.stop();
            for (Heard.Packet packet : listening.heard.packets) {
                byte[] data = packet.bytes().array();
                decoder.packet(packet.nanos(), packet.link(), data, 0, data.length, packet.length());
            }
        } finally {
            VirtualPair.run("ip", "link", "delete", "hpv" + pair.id);
        }
        assertThat(decoder.counters().segments()).isGreaterThan(Farside.ANSWER / 65_536);
        assertThat(decoder.counters().lostBytes()).isZero();
        assertThat(decoder.counters().unrecognised()).isEqualTo(1);
    }

    /** Coming in, the kernel takes the outer tag off before the ring sees the frame; going out, tags are in it. */
    @ParameterizedTest
    @EnumSource(value = Mechanism.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void tagsDoNotHideAnything(Mechanism mechanism) throws Exception {
        List<byte[]> watched = new ArrayList<>();
        List<byte[]> others = new ArrayList<>();
        for (int[] tags : new int[][] {{}, {0x8100}, {0x88a8}, {0x88a8, 0x8100}, {0x8100, 0x8100}}) {
            watched.add(frame(tags, IPV4).ipv4(5, 0, TCP).ports(40_000, PORT));
            watched.add(frame(tags, IPV6).ipv6(TCP).ports(PORT, 40_000));
            others.add(frame(tags, IPV4).ipv4(5, 0, TCP).ports(40_000, PORT + 1));
            others.add(frame(tags, IPV6).ipv6(TCP).ports(PORT + 1, 40_000));
        }
        pair.ip(false, "link", "add", "hpc" + pair.id, "type", "veth", "peer", "name", "hpd" + pair.id);
        try {
            pair.ip(false, "link", "set", "hpc" + pair.id, "up");
            pair.ip(false, "link", "set", "hpd" + pair.id, "up");
            try (Listening in = new Listening(LiveCapture.open(
                            List.of("hpc" + pair.id), CaptureFilter.of(Ports.of(PORT)), mechanism, RING));
                    Listening out = new Listening(LiveCapture.open(
                            List.of("hpd" + pair.id), CaptureFilter.of(Ports.of(PORT)), mechanism, RING))) {
                FrameSender.send("hpd" + pair.id, watched);
                FrameSender.send("hpd" + pair.id, others);
                in.stop();
                out.stop();

                assertThat(in.heard.packets).hasSize(watched.size());
                assertThat(out.heard.packets)
                        .map(Heard.Packet::bytes)
                        .containsExactlyElementsOf(
                                watched.stream().map(ByteBuffer::wrap).toList());
            }
        } finally {
            pair.ip(false, "link", "delete", "hpc" + pair.id);
        }
    }

    private static Frame frame(int[] tags, int type) {
        int[] types = Arrays.copyOf(tags, tags.length + 1);
        types[tags.length] = type;
        return Frame.ethernet(types);
    }

    private void talk(String network) throws Exception {
        try (FarServer server = pair.serve(network + ".2", PORT, 1)) {
            assertThat(server.pid()).isPositive();
            Farside.ask(network + ".2", PORT);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mechanism.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void aDeviceThatGoesAwayEndsTheCapture(Mechanism mechanism) throws Exception {
        PacketSource source =
                LiveCapture.open(List.of(pair.near, "lo"), CaptureFilter.of(Ports.of(PORT)), mechanism, RING);
        try (Listening listening = new Listening(source)) {
            pair.ip(false, "link", "delete", pair.near);

            assertThat(problem(listening.failure()).code()).isEqualTo("device-down");
            assertThat(problem(listening.failure()).where()).isEqualTo(pair.near);
        }
    }

    /** libpcap waits for the device to come up again. */
    @Test
    void aDeviceThatGoesDownEndsTheCaptureThroughTheRing() throws Exception {
        PacketSource source =
                LiveCapture.open(List.of(pair.near), CaptureFilter.of(Ports.of(PORT)), Mechanism.AF_PACKET, RING);
        try (Listening listening = new Listening(source)) {
            pair.ip(false, "link", "set", pair.near, "down");

            assertThat(problem(listening.failure()).code()).isEqualTo("device-down");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mechanism.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void aDeviceThatIsDownIsAProblemWithItsRemedy(Mechanism mechanism) throws Exception {
        pair.ip(false, "link", "set", pair.near, "down");

        ProblemException e = catchThrowableOfType(
                ProblemException.class,
                () -> LiveCapture.open(List.of(pair.near), CaptureFilter.of(Ports.of(PORT)), mechanism, RING));

        assertThat(e.problem().code()).isEqualTo("device-down");
        assertThat(e.problem().action()).contains("ip link set " + pair.near + " up");
    }

    private static Problem problem(Throwable failure) {
        assertThat(failure).isInstanceOf(ProblemException.class);
        return ((ProblemException) failure).problem();
    }
}
