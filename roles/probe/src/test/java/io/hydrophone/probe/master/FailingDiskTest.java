package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.push.Patience;
import io.hydrophone.probe.push.Pusher;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master on a disk whose fsync fails in earnest. Needs root. */
class FailingDiskTest {
    private static final int STATEMENTS = 300;
    private static final int AT_ONCE = 50;
    private static final int AFTERWARDS = 20;
    private static final long QUIET_MILLIS = 1_500;

    @TempDir
    private Path directory;

    private final List<Problem> told = new CopyOnWriteArrayList<>();
    private Master master;
    private HttpServer server;
    private long pushed;

    private void start(int port) throws InterruptedException {
        MasterOptions options =
                MasterOptions.of("m1", "test", directory.resolve("disk/master")).withPatience(Duration.ofMillis(300));
        master = Master.start(options, true, told::add);
        server = HttpServer.start(
                ServerOptions.local(port),
                new Routes().channel("/intake", Patience.CHANNEL.withMaxInboundBytes(16 << 20), master.intakeRoute()));
    }

    private void stop() {
        server.close();
        master.close();
    }

    private void push(Pusher pusher) {
        pusher.push(Generated.sealed(Generated.report("p", 1, ++pushed, STATEMENTS)));
    }

    private boolean isTold() {
        return told.stream().anyMatch(problem -> problem.code().equals("journal-not-synced"));
    }

    private static void until(String what, BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void nothingIsAcknowledgedAfterAFailedFsyncAndWhatWasIsThere() throws Exception {
        try (ThinDisk disk = new ThinDisk(directory.resolve("backing"), directory.resolve("disk"), 12)) {
            start(0);
            int port = server.uri().getPort();
            URI intake = URI.create("ws://127.0.0.1:" + port + "/intake?probe=p&epoch=1&group=test");
            try (Pusher pusher =
                    Pusher.start(Patience.to(List.of(intake), "p", directory.resolve("queue")), problem -> {})) {
                until("the fsync fails", () -> {
                    boolean goesOn = pusher.counters().queue().records() < AT_ONCE;
                    for (int i = 0; goesOn && i < AT_ONCE; i++) {
                        push(pusher);
                    }
                    return isTold();
                });
                Thread.sleep(QUIET_MILLIS);
                long acknowledged = pusher.counters().acknowledged();
                for (int i = 0; i < AFTERWARDS; i++) {
                    push(pusher);
                }
                Thread.sleep(QUIET_MILLIS);
                assertThat(acknowledged).isPositive();
                assertThat(pusher.counters().acknowledged()).isEqualTo(acknowledged);
                assertThat(pusher.counters().queue().records()).isEqualTo(pushed - acknowledged);
                stop();
                disk.grow();
                start(port);
                assertThat(master.keeper().fleet().figures().accepted()).isGreaterThanOrEqualTo(acknowledged);
                until("all is acknowledged", () -> pusher.counters().queue().records() == 0);
                assertThat(master.keeper().fleet().figures().accepted()).isEqualTo(pushed);
                assertThat(master.keeper().fleet().figures().queries())
                        .isEqualTo(Generated.queries(pushed, STATEMENTS, 1));
            } finally {
                stop();
            }
        }
    }
}
