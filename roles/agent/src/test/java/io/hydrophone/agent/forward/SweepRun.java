package io.hydrophone.agent.forward;

import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.Pause;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One run of the sweep, on a small disk of its own: an agent brings points while its receiver is down, slow, busy or silent,
 * its disk is full, and it is killed. Then all is well, and each point has to have arrived or to be counted.
 *
 * <p>Arguments: the directory, the seed, how many faults. Prints {@code held} and figures, or what did not hold.
 */
final class SweepRun {
    private static final long ROOMY = 30_000_000;
    private static final List<KeyedReceiver.Mood> MOODS =
            List.of(KeyedReceiver.Mood.SLOW, KeyedReceiver.Mood.BUSY, KeyedReceiver.Mood.SILENT);
    private static final int SIGKILL = 128 + 9;
    private static final long NARROW = 1 << 20;

    private final Path directory;
    private final Random random;
    private final KeyedReceiver receiver;
    private final long limit;
    /** Of each process: the last of its points that was on the disk, the one before its first where none was. */
    private final List<Long> safeThrough = Collections.synchronizedList(new ArrayList<>());

    private Process agent;
    private Thread reader;
    private volatile long dropped = -1;
    private int kills;

    private SweepRun(Path directory, long seed) throws IOException {
        this.directory = directory;
        random = new Random(seed);
        receiver = new KeyedReceiver(FreePort.find(), new Random(seed + 1));
        limit = random.nextInt(3) == 0 ? NARROW : ROOMY;
    }

    public static void main(String[] arguments) throws Exception {
        SweepRun run = new SweepRun(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        run.receiver.start();
        List<String> faults = new ArrayList<>();
        run.startAgent();
        for (int fault = Integer.parseInt(arguments[2]); fault > 0; fault--) {
            faults.add(run.fault());
        }
        System.out.println(run.verdict() + " " + faults);
        run.receiver.close();
    }

    private String fault() throws Exception {
        Pause.of(Duration.ofMillis(random.nextInt(300)));
        return switch (random.nextInt(6)) {
            case 0 -> down();
            case 1 -> kill();
            case 2 -> full();
            default -> mood(MOODS.get(random.nextInt(MOODS.size())));
        };
    }

    private String down() throws Exception {
        receiver.stop();
        Pause.of(Duration.ofMillis(random.nextInt(1_500)));
        String killed = random.nextBoolean() ? "+" + kill() : "";
        receiver.start();
        return "down" + killed;
    }

    private String kill() throws Exception {
        agent.destroyForcibly().onExit().join();
        restartAgent();
        return "kill";
    }

    /** Where it is also killed, it begins again when there is room. */
    private String full() throws Exception {
        Path ballast = directory.resolve("ballast");
        fill(ballast);
        Pause.of(Duration.ofMillis(random.nextInt(1_000)));
        boolean killed = random.nextInt(3) == 0;
        if (killed) {
            agent.destroyForcibly().onExit().join();
        }
        Files.delete(ballast);
        if (killed) {
            restartAgent();
        }
        return killed ? "full+kill" : "full";
    }

    private String mood(KeyedReceiver.Mood mood) {
        receiver.setMood(mood);
        Pause.of(Duration.ofMillis(random.nextInt(1_500)));
        receiver.setMood(KeyedReceiver.Mood.WELL);
        return mood.toString();
    }

    /** To the last byte. */
    private static void fill(Path ballast) throws IOException {
        byte[] block = new byte[4 << 10];
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full.
        }
    }

    private void restartAgent() throws Exception {
        if (agent.exitValue() != SIGKILL) {
            throw new IllegalStateException("the agent ended by itself: " + agent.exitValue());
        }
        kills++;
        reader.join();
        startAgent();
    }

    private void startAgent() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SweptAgent.class.getName(),
                receiver.uri().toString(),
                directory.resolve("queue").toString(),
                Long.toString(limit),
                Long.toString(1_000_000L * (kills + 1)),
                Long.toString(random.nextLong()),
                limit == NARROW ? "2000" : "120");
        agent = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = agent.inputReader(StandardCharsets.UTF_8);
        safeThrough.add(1_000_000L * (kills + 1) - 1);
        reader = Thread.ofVirtual().start(() -> lines.lines().forEach(this::heard));
    }

    private void heard(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "safe" -> safeThrough.set(safeThrough.size() - 1, Long.parseLong(words[1]));
            case "dropped" -> dropped = Long.parseLong(words[1]);
            default -> {}
        }
    }

    private String verdict() throws Exception {
        receiver.setMood(KeyedReceiver.Mood.WELL);
        receiver.start();
        int last = safeThrough.size() - 1;
        long none = safeThrough.get(last);
        Pause.until("a point is safe", Duration.ofSeconds(60), () -> safeThrough.get(last) > none);
        agent.getOutputStream().write('\n');
        agent.getOutputStream().flush();
        int status = agent.waitFor();
        reader.join();
        Set<Long> arrived = receiver.points();
        long missing = 0;
        long sent = 0;
        for (int process = 0; process < safeThrough.size(); process++) {
            for (long point = 1_000_000L * (process + 1); point <= safeThrough.get(process); point++) {
                sent++;
                missing += arrived.contains(point) ? 0 : 1;
            }
        }
        boolean held = status == 0 && receiver.wrong().isEmpty() && sent > 0 && missing <= dropped;
        return (held ? "held" : "BROKEN status " + status + " " + receiver.wrong()) + ": " + sent + " safe, "
                + arrived.size() + " arrived, " + missing + " missing, " + dropped + " dropped, "
                + receiver.repeated() + " repeated, " + kills + " kills, queue " + limit;
    }
}
