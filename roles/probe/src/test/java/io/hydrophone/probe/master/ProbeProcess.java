package io.hydrophone.probe.master;

import io.hydrophone.probe.push.PushOptions;
import io.hydrophone.probe.push.PushSecurity;
import io.hydrophone.probe.push.PushTimes;
import io.hydrophone.probe.push.Pusher;
import io.hydrophone.probe.push.Receiver;
import io.hydrophone.queue.QueueOptions;
import io.hydrophone.report.ReportId;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A probe's pushing side in a process and a network namespace of its own: the real queue, the real connection, and intervals
 * that are drawn by chance and written down before they are handed over.
 */
final class ProbeProcess implements AutoCloseable {
    /** Of the probe's time, a second passes in so many milliseconds. */
    private static final long SECOND_MILLIS = 50;

    /** After so many it begins anew; far from what a number of nanoseconds can be. */
    private static final long SECONDS = 10_000_000;

    private static final long ORDERLY_MILLIS = 500;
    private static final PushTimes TIMES = new PushTimes(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(6),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1));

    /**
     * What a probe has to do.
     *
     * @param queueBytes that its queue takes at most
     * @param statements in each interval
     */
    record Load(long queueBytes, int statements) {}

    private final String name;
    private final Path directory;
    private final long seed;
    private final String servers;
    private final Load load;
    private final TestProcess process;
    private final Set<Long> killed = new HashSet<>();
    private long epoch;

    ProbeProcess(TestNetwork network, Path directory, String name, long seed, List<String> servers, Load load) {
        this.name = name;
        this.directory = directory;
        this.seed = seed;
        this.servers = String.join(",", servers);
        this.load = load;
        process = new TestProcess(
                network.namespace(name), directory.resolve(name + ".log").toFile(), ProbeProcess.class);
    }

    String name() {
        return name;
    }

    TestProcess process() {
        return process;
    }

    void start() throws IOException {
        epoch = Math.max(epoch + 1, System.currentTimeMillis() * 1_000);
        process.start(
                directory.toString(),
                name,
                Long.toString(seed),
                Long.toString(epoch),
                servers,
                Long.toString(load.queueBytes),
                Integer.toString(load.statements));
    }

    void kill() {
        process.kill();
        killed.add(epoch);
    }

    /** Whether a run was ended by {@link #kill}. */
    boolean wasKilled(long run) {
        return killed.contains(run);
    }

    /** What it has written down. */
    SealedIntervals sealed() throws IOException {
        return SealedIntervals.read(SealedIntervals.file(directory, name));
    }

    /** Makes no more intervals. */
    boolean finish() throws InterruptedException {
        return "finished".equals(process.ask("finish"));
    }

    /** How many reports wait in its queue and its memory; −1 when it does not answer. */
    long waiting() throws InterruptedException {
        return number("waiting");
    }

    /** How many reports left its queue unacknowledged; −1 when it does not answer. */
    long dropped() throws InterruptedException {
        return number("dropped");
    }

    private long number(String question) throws InterruptedException {
        String answer = process.ask(question);
        return answer == null ? -1 : Long.parseLong(answer);
    }

    @Override
    public void close() {
        process.close();
    }

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        String name = args[1];
        long epoch = Long.parseLong(args[3]);
        List<URI> servers = Arrays.stream(args[4].split(",", -1))
                .map(server ->
                        URI.create(server + "?probe=" + name + "&epoch=" + ReportId.epochText(epoch) + "&group=test"))
                .toList();
        PushOptions options = new PushOptions(
                name,
                servers,
                Receiver.NATIVE,
                false,
                TIMES,
                new PushSecurity(null, null, true, false),
                directory.resolve(name + ".queue"),
                QueueOptions.of(Long.parseLong(args[5])),
                PushOptions.MEMORY_BYTES);
        Pusher pusher = Pusher.start(options, problem -> System.err.println(problem.text()));
        Random random = new Random(Long.parseLong(args[2]) + name.hashCode() + epoch);
        Generator generator = new Generator(
                pusher, name, epoch, random, Integer.parseInt(args[6]), SealedIntervals.file(directory, name));
        generator.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            generator.finish();
            try {
                pusher.awaitDelivery(Duration.ofMillis(ORDERLY_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            pusher.close();
        }));
        TestProcess.answer(question -> switch (question) {
            case "finish" -> {
                generator.finish();
                yield "finished";
            }
            case "waiting" ->
                Long.toString(
                        pusher.counters().queue().records() + pusher.counters().memoryReports());
            case "dropped" -> Long.toString(pusher.counters().dropped());
            default -> "";
        });
    }

    /** Seals an interval again and again: draws it, writes it down, hands it over. */
    private static final class Generator extends Thread {
        private final Pusher pusher;
        private final String name;
        private final long epoch;
        private final Random random;
        private final int statements;
        private final Path sealed;
        private volatile boolean finishing;

        Generator(Pusher pusher, String name, long epoch, Random random, int statements, Path sealed) {
            this.pusher = pusher;
            this.name = name;
            this.epoch = epoch;
            this.random = random;
            this.statements = statements;
            this.sealed = sealed;
        }

        @Override
        public void run() {
            try (FileOutputStream out = new FileOutputStream(sealed.toFile(), true)) {
                for (long sequence = 1; !finishing; sequence++) {
                    long now = System.currentTimeMillis();
                    int[] counts = random.ints(statements, 1, 6).toArray();
                    Thread.sleep(SECOND_MILLIS - now % SECOND_MILLIS); // The interval is open.
                    ReportId id = new ReportId(name, epoch, sequence);
                    out.write(SealedIntervals.line(id, counts).getBytes(StandardCharsets.US_ASCII));
                    pusher.push(Generated.sealed(Generated.report(id, now / SECOND_MILLIS % SECONDS, counts)));
                }
            } catch (IOException | InterruptedException e) {
                System.err.println(e);
                Runtime.getRuntime().halt(1);
            }
        }

        void finish() {
            finishing = true;
            try {
                join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
