package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.probe.push.Introduction;
import io.hydrophone.probe.push.PushCounters;
import io.hydrophone.probe.push.PushOptions;
import io.hydrophone.probe.push.PushTimes;
import io.hydrophone.probe.push.ReportPusher;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.servers.DebianPackages;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.source.CaptureFilter;
import io.hydrophone.wire.source.LiveCapture;
import io.hydrophone.wire.source.Mechanism;
import io.hydrophone.wire.source.PacketSources;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What receivers get adds up to what the server counted, though the receiver is killed in the middle. */
@Tag("alone")
class PushedTest {
    private static final int RING_BYTES = 16 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final Server server = ServerKind.MARIADB_11_4.shared();
    private final SysbenchRun load = new SysbenchRun(server, "disable", 3);
    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void pushedReportsAddUpToWhatTheServerCountedThoughTheReceiverIsKilled() throws Exception {
        DebianPackages.require("sysbench");
        load.sysbench().with("prepare").output();
        Ports ports = Ports.of(server.port());
        ProbeOptions options = ProbeOptions.of("lo", ports);
        String name = options.report().probe();
        try (KillableReceiver receiver = new KillableReceiver(directory)) {
            receiver.start();
            PushOptions pushing = patient(PushOptions.to(List.of(receiver.uri()), name, directory.resolve("queue")));
            Map<String, Long> counted;
            PushCounters counters;
            try (ReportPusher pusher = ReportPusher.open(pushing, true, told::add);
                    Probe probe = Probe.start(
                            PacketSources.of(LiveCapture.open(
                                    List.of("lo"), CaptureFilter.of(ports), Mechanism.AF_PACKET, RING_BYTES)),
                            options,
                            notice -> {},
                            List.of(pusher))) {
                pusher.deliver(new Introduction(name, probe.epoch(), "test", "http://127.0.0.1:8667"));
                counted = run(receiver, pusher);
                probe.stop();
                Pause.until(
                        "all is acknowledged",
                        LIMIT,
                        () -> pusher.pusher().counters().queue().records() == 0);
                counters = pusher.pusher().counters();
                assertThat(probe.captured().kernelDrops()).isZero();
            }
            Map<ReportId, IntervalReport> once = new LinkedHashMap<>();
            receiver.received().forEach(report -> once.putIfAbsent(report.id(), report));

            assertThat(LoadKinds.of(List.copyOf(once.values()))).isEqualTo(counted);
            assertThat(counted.get("select")).isGreaterThan(1_000);
            assertThat(once.keySet())
                    .extracting(ReportId::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, once.size()).boxed().toList());
            assertThat(counters.dropped()).isZero();
            assertThat(counters.acknowledged()).isEqualTo(once.size());
            assertThat(counters.reconnects().get(receiver.uri())).isPositive();
            assertThat(told)
                    .extracting(Problem::code)
                    .isNotEmpty()
                    .isSubsetOf("push-broken", "push-closed", "push-not-connected");
        } finally {
            load.sysbench().with("cleanup").output();
        }
    }

    /** A slow machine is not taken for a receiver that went. */
    private static PushOptions patient(PushOptions usual) {
        Duration minute = Duration.ofMinutes(1);
        return new PushOptions(
                usual.probe(),
                usual.servers(),
                usual.receiver(),
                usual.preconnect(),
                new PushTimes(minute, minute, minute, minute, Duration.ofSeconds(1)),
                usual.security(),
                usual.directory(),
                usual.queue(),
                usual.memoryBytes());
    }

    /** Eight seconds of load, from the second to the fifth of which nobody receives; gives what the server counted. */
    private Map<String, Long> run(KillableReceiver receiver, ReportPusher pusher) throws Exception {
        try (Connection quiet = server.connect();
                Statement statement = quiet.createStatement()) {
            Map<String, Long> before = LoadKinds.counters(statement);
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> load.sysbench()
                    .with("--threads=" + load.threads(), "--events=0", "--rate=60", "--time=8", "run")
                    .output());
            Pause.until("reports", LIMIT, () -> pusher.pusher().counters().acknowledged() >= 2);
            receiver.kill();
            Pause.until(
                    "reports that wait",
                    LIMIT,
                    () -> pusher.pusher().counters().queue().records() >= 3);
            receiver.start();
            running.join();
            return LoadKinds.between(before, LoadKinds.counters(statement));
        }
    }
}
