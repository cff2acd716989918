package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.probe.Until;
import io.hydrophone.queue.QueueOptions;
import io.hydrophone.report.ReportId;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledPusherTest {
    private static final int KILLS = 12;

    @TempDir
    private Path directory;

    @Test
    void whatAProcessHasPushedArrivesThoughItIsKilled() throws Exception {
        Random random = new Random(8_668);
        Map<Long, Long> pushed = new LinkedHashMap<>();
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.ACKNOWLEDGES)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                long epoch = kill;
                if (kill % 3 == 0) {
                    receiver.stop(); // An outage that outlasts the process.
                }
                Process process = child(receiver.uri(), epoch);
                try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                    String line = out.readLine();
                    Thread.sleep(random.nextInt(400));
                    process.toHandle().destroyForcibly(); // Process.destroyForcibly closes what is still to be read.
                    for (; line != null && !line.isEmpty(); line = out.readLine()) {
                        pushed.put(epoch, Long.parseLong(line));
                    }
                } finally {
                    process.destroyForcibly().waitFor();
                }
                if (kill % 3 == 0) {
                    receiver.start();
                }
            }
            try (Pusher pusher = Pusher.start(options(receiver.uri(), directory), problem -> {})) {
                Until.holds(pusher::counters, counters -> counters.queue().records() == 0);
                assertThat(pusher.counters().dropped()).isZero();
                assertThat(pusher.counters().queue().lostRecords()).isZero();
            }
            check(Reports.once(receiver.received()), pushed);
        }
    }

    private static void check(List<ReportId> received, Map<Long, Long> pushed) {
        Map<Long, List<Long>> byEpoch = new LinkedHashMap<>();
        for (ReportId id : received) {
            byEpoch.computeIfAbsent(id.epoch(), epoch -> new ArrayList<>()).add(id.sequence());
        }
        assertThat(byEpoch.keySet()).containsExactlyElementsOf(pushed.keySet());
        assertThat(pushed).hasSize(KILLS);
        byEpoch.forEach((epoch, sequences) -> {
            assertThat(sequences)
                    .isEqualTo(LongStream.rangeClosed(1, sequences.getLast())
                            .boxed()
                            .toList());
            // The last line may have been cut off with the process, and the last report not been told.
            assertThat(sequences.getLast()).isGreaterThanOrEqualTo(pushed.get(epoch));
        });
    }

    private static PushOptions options(URI server, Path directory) {
        PushOptions defaults = PushOptions.to(List.of(server), "db-7", directory);
        return new PushOptions(
                defaults.probe(),
                defaults.servers(),
                defaults.receiver(),
                defaults.preconnect(),
                Patience.TIMES,
                defaults.security(),
                directory,
                QueueOptions.of(64 << 20),
                defaults.memoryBytes());
    }

    private Process child(URI server, long epoch) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Pushing.class.getName(),
                        server.toString(),
                        directory.toString(),
                        Long.toString(epoch))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Pushes until it is killed, and says each sequence that it has pushed, in lines that are whole or not there. */
    static final class Pushing {
        private Pushing() {}

        public static void main(String[] arguments) throws InterruptedException {
            PushOptions options = options(URI.create(arguments[0]), Path.of(arguments[1]));
            try (Pusher pusher = Pusher.start(options, problem -> {})) {
                long epoch = Long.parseLong(arguments[2]);
                for (long sequence = 1; ; sequence++) {
                    pusher.push(Reports.of(epoch, sequence, 2_000));
                    byte[] line = (sequence + "\n").getBytes(StandardCharsets.US_ASCII);
                    System.out.write(line, 0, line.length);
                    System.out.flush();
                    Thread.sleep(1);
                }
            }
        }
    }
}
