package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.DebianPackages;
import io.hydrophone.servers.Tcpdump;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.QueryHandler;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureFile;
import io.hydrophone.wire.source.CaptureFilter;
import io.hydrophone.wire.source.LiveCapture;
import io.hydrophone.wire.source.Mechanism;
import io.hydrophone.wire.source.PacketSource;
import io.hydrophone.wire.source.PacketSources;
import io.hydrophone.wire.tls.KeyLog;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/** A way to hear what goes through a port of the loopback device. */
@FunctionalInterface
interface Ear {
    int RING_BYTES = 64 << 20;

    /** Returns when all that was said has been handed on. */
    WireCounters hear(int port, QueryHandler handler, Talk talk) throws Exception;

    /** Captured by tcpdump, decoded afterwards. */
    static Ear file(Path directory) {
        return file(directory, null);
    }

    /** The same with a key log, which may be written meanwhile; null for none. */
    static Ear file(Path directory, KeyLog keyLog) {
        return (port, handler, talk) -> {
            Path capture = directory.resolve("capture.pcap");
            try (Tcpdump tcpdump = Tcpdump.start(port, capture)) {
                assertThat(tcpdump).isNotNull();
                talk.run();
            }
            DecoderOptions options = DecoderOptions.of(Ports.of(port)).withKeyLog(keyLog);
            TrafficDecoder decoder = new TrafficDecoder(options, handler);
            try (CaptureFile file = CaptureFile.open(capture)) {
                file.run(decoder);
            }
            return decoder.counters();
        };
    }

    /** Decoded while it is said, by several workers. */
    static Ear workers(int workers) {
        return (port, handler, talk) -> {
            QueryHandler one = query -> {
                synchronized (handler) {
                    handler.query(query);
                }
            };
            DecoderOptions options = DecoderOptions.of(Ports.of(port));
            List<TrafficDecoder> decoders = IntStream.range(0, workers)
                    .mapToObj(worker -> new TrafficDecoder(options.part(worker, workers), one))
                    .toList();
            CaptureFilter filter = CaptureFilter.of(options.ports());
            try (PacketSources sources =
                    LiveCapture.open(List.of("lo"), filter, Mechanism.AF_PACKET, RING_BYTES, workers)) {
                FutureTask<Void> listening = new FutureTask<>(() -> {
                    sources.run(decoders);
                    return null;
                });
                Thread.ofPlatform().name("listening").start(listening);
                try {
                    talk.run();
                } finally {
                    sources.stop();
                }
                listening.get();
                assertThat(sources.counters().kernelDrops()).isZero();
                return decoders.stream()
                        .map(TrafficDecoder::counters)
                        .reduce(WireCounters::plus)
                        .orElseThrow();
            }
        };
    }

    /** Decoded while it is said. */
    static Ear live(Mechanism mechanism) {
        return live(mechanism, null);
    }

    /** The same with a key log; null for none. */
    static Ear live(Mechanism mechanism, KeyLog keyLog) {
        return (port, handler, talk) -> {
            if (mechanism == Mechanism.LIBPCAP) {
                DebianPackages.require("libpcap0.8");
            }
            Ports ports = Ports.of(port);
            TrafficDecoder decoder = new TrafficDecoder(DecoderOptions.of(ports).withKeyLog(keyLog), handler);
            try (PacketSource source =
                    LiveCapture.open(List.of("lo"), CaptureFilter.of(ports), mechanism, RING_BYTES)) {
                FutureTask<WireCounters> listening = new FutureTask<>(() -> {
                    source.run(decoder);
                    return decoder.counters();
                });
                Thread.ofPlatform().name("listening").start(listening);
                try {
                    talk.run();
                } finally {
                    source.stop();
                }
                WireCounters counters = listening.get();
                assertThat(source.counters().kernelDrops()).isZero();
                return counters;
            }
        };
    }
}
