package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.DebianPackages;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.tcp.FrameDecoder;
import io.hydrophone.wire.tcp.Segment;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several workers on real devices: each connection is heard whole by one of them, and by the one that it should be. */
@Timeout(300)
class FanoutTest {
    private static final int RING = 8 << 20;
    private static final int TALKS = 60;
    private static final int PORT = 13_306;

    @BeforeAll
    @Timeout(1200) // of an installation
    static void packages() {
        DebianPackages.require("iproute2");
    }

    /** Several sources, each heard on a thread of its own. */
    private static final class Workers implements AutoCloseable {
        final List<Heard> heard;
        private final PacketSources sources;
        private final FutureTask<Void> listening;

        Workers(PacketSources sources) {
            this.sources = sources;
            heard = Stream.generate(Heard::new).limit(sources.count()).toList();
            listening = new FutureTask<>(() -> {
                sources.run(heard);
                return null;
            });
            Thread.ofPlatform().name("listening").start(listening);
        }

        void stop() throws Exception {
            sources.stop();
            listening.get();
            assertThat(sources.counters().kernelDrops()).isZero();
        }

        @Override
        public void close() {
            sources.close();
        }
    }

    private static Workers listen(String device, int port, int workers, SampleRatio sample) {
        CaptureFilter filter = CaptureFilter.of(Ports.of(port)).sampled(sample);
        return new Workers(
                LiveCapture.open(Arrays.asList(device.split(",")), filter, Mechanism.AF_PACKET, RING, workers));
    }

    @ParameterizedTest
    @CsvSource({"lo, 127.0.0.1, 2", "lo, ::1, 2", "any, 127.0.0.1, 3", "any, ::1, 4"})
    void connectionsOnLoopbackAreSharedOut(String device, String address, int count) throws Exception {
        try (ServerSocket server = Talk.serve(address);
                Workers workers = listen(device, server.getLocalPort(), count, SampleRatio.ALL)) {
            for (int i = 0; i < TALKS; i++) {
                Talk.over(server, 20);
            }
            workers.stop();

            assertShared(workers, server.getLocalPort(), TALKS * Talk.bytes(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {VirtualPair.FAR_ADDRESS, VirtualPair.FAR_ADDRESS_6})
    void connectionsThatGoOutAreSharedOut(String address) throws Exception {
        try (VirtualPair pair = new VirtualPair();
                FarServer server = pair.serve(address, PORT, TALKS);
                Workers workers = listen(pair.near, PORT, 2, SampleRatio.ALL)) {
            for (int i = 0; i < TALKS; i++) {
                Farside.ask(address, PORT);
            }
            workers.stop();

            assertThat(server.pid()).isPositive();
            assertShared(workers, PORT, TALKS * (long) (Farside.QUESTION + Farside.ANSWER));
        }
    }

    /** Of two tags the kernel takes off the outer one when the frame comes in, and none when it goes out. */
    @Test
    void taggedConnectionsAreSharedOut() throws Exception {
        List<byte[]> frames = new ArrayList<>();
        for (int client = 40_000; client < 40_100; client++) {
            for (int[] types : new int[][] {{0x8100, 0x0800}, {0x88a8, 0x8100, 0x0800}}) {
                frames.add(Frame.ethernet(types).ipv4(5, 0, 6).ports(client, PORT));
                frames.add(Frame.ethernet(types).ipv4(5, 0, 6).ports(PORT, client));
            }
        }
        for (byte[] frame : frames) {
            frame[frame.length - 8] = 0x50; // TCP's header is 20 bytes long
        }
        try (VirtualPair pair = new VirtualPair()) {
            String out = "hpc" + pair.id;
            String in = "hpd" + pair.id;
            pair.ip(false, "link", "add", out, "type", "veth", "peer", "name", in);
            try {
                pair.ip(false, "link", "set", out, "up");
                pair.ip(false, "link", "set", in, "up");
                try (Workers going = listen(out, PORT, 3, SampleRatio.ALL);
                        Workers coming = listen(in, PORT, 3, SampleRatio.ALL)) {
                    FrameSender.send(out, frames);
                    going.stop();
                    coming.stop();
                    for (Workers workers : List.of(going, coming)) {
                        assertEachAtItsWorker(workers);
                        assertThat(workers.heard.stream().mapToInt(one -> one.packets.size()))
                                .allMatch(packets -> packets > frames.size() / 6);
                    }
                }
            } finally {
                pair.ip(false, "link", "delete", out);
            }
        }
    }

    private static void assertShared(Workers workers, int port, long payload) {
        assertEachAtItsWorker(workers);
        assertThat(workers.heard).allMatch(one -> one.packets.size() > 100);
        long whole = 0;
        for (Heard one : workers.heard) {
            TrafficDecoder decoder = new TrafficDecoder(DecoderOptions.of(Ports.of(port)), query -> {});
            replay(one, decoder);
            assertThat(decoder.counters().gaps()).isZero();
            assertThat(decoder.counters().midstreamSessions()).isZero();
            whole += new Listening.Payload(one).bytes(true);
        }
        assertThat(whole).isEqualTo(payload);
    }

    private static void replay(Heard heard, TrafficDecoder decoder) {
        for (Heard.Packet packet : heard.packets) {
            byte[] data = packet.bytes().array();
            decoder.packet(packet.nanos(), packet.link(), data, 0, data.length, packet.length());
        }
    }

    private static void assertEachAtItsWorker(Workers workers) {
        FrameDecoder decoder = new FrameDecoder();
        Segment scratch = new Segment();
        for (int i = 0; i < workers.heard.size(); i++) {
            for (Heard.Packet packet : workers.heard.get(i).packets) {
                byte[] data = packet.bytes().array();
                int hash = decoder.connectionHash(packet.link(), data, 0, data.length, packet.length(), scratch);
                assertThat(Integer.remainderUnsigned(hash, workers.heard.size()))
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void aSampleOfTheKernelHasWholeConnectionsAndTheBeginningsOfOthers() throws Exception {
        SampleRatio quarter = new SampleRatio(4);
        int talks = 200;
        try (ServerSocket server = Talk.serve("127.0.0.1");
                Workers workers = listen("lo", server.getLocalPort(), 2, quarter)) {
            for (int i = 0; i < talks; i++) {
                Talk.over(server, 3);
            }
            workers.stop();

            DecoderOptions options =
                    DecoderOptions.of(Ports.of(server.getLocalPort())).sampled(quarter);
            WireCounters sum = null;
            Set<Integer> clients = new HashSet<>();
            for (Heard one : workers.heard) {
                TrafficDecoder decoder = new TrafficDecoder(options, query -> {});
                replay(one, decoder);
                sum = sum == null ? decoder.counters() : sum.plus(decoder.counters());
                one.packets.stream()
                        .map(io.hydrophone.wire.source.Segment::of)
                        .filter(segment -> segment.payload().length() > 0)
                        .forEach(segment -> clients.add(
                                segment.sourcePort() == server.getLocalPort()
                                        ? segment.targetPort()
                                        : segment.sourcePort()));
            }
            assertThat(sum.gaps()).isZero();
            assertThat(clients.size()).isBetween(talks / 8, talks / 2);
            assertThat(sum.sampledOutSessions()).isEqualTo(talks - clients.size());
        }
    }

    @Test
    void onlyARingCanBeSharedAndOnlyWithKnownPorts() {
        assertThat(problem(Mechanism.LIBPCAP, Ports.of(PORT))).isEqualTo("bad-workers");
        assertThat(problem(Mechanism.AF_PACKET, Ports.AUTO)).isEqualTo("bad-workers");
    }

    private static String problem(Mechanism mechanism, Ports ports) {
        return catchThrowableOfType(
                        ProblemException.class,
                        () -> LiveCapture.open(List.of("lo"), CaptureFilter.of(ports), mechanism, RING, 2))
                .problem()
                .code();
    }
}
