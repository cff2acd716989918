package io.hydrophone.upkeep.update;

import io.hydrophone.core.Problem;
import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.Pause;
import io.hydrophone.upkeep.TestRelease;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** An agent's installation with its supervisor, as it would be on a machine of its own; and how long its program was down. */
final class Machine implements AutoCloseable {
    /** Patient with good releases on a slow machine; that of broken ones runs out where running out is the subject. */
    static final Pace PACE = new Pace(
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofMillis(100));

    private final AgentHome home;
    private final URI page;
    private final UpdateServerAddress server;
    private final TestRelease releases;
    private final String name;
    private final Pace pace;
    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private Thread supervisor;
    private Thread watcher;
    private final AtomicLong downNanos = new AtomicLong();
    private volatile long lastGood;

    private Machine(Path root, URI server, TestRelease releases, String name, Pace pace) throws IOException {
        int port = FreePort.find();
        Files.createDirectories(root);
        Files.writeString(root.resolve("port"), Integer.toString(port));
        this.home = new AgentHome(root);
        this.page = URI.create("http://127.0.0.1:" + port + "/status");
        this.server = new UpdateServerAddress(server, null, null, false);
        this.releases = releases;
        this.name = name;
        this.pace = pace;
    }

    /** Begins to supervise; the release comes from the server. */
    static Machine start(Path root, URI server, TestRelease releases, String name, Pace pace) throws IOException {
        Machine machine = new Machine(root, server, releases, name, pace);
        machine.start();
        return machine;
    }

    void start() {
        Updater updater = updater();
        Supervisor supervising = new Supervisor(updater, program(), agent(), pace, Set.of(), problems::add);
        supervisor = Thread.ofPlatform().name("supervisor of " + name).start(supervising::run);
    }

    Updater updater() {
        return new Updater(home, server, agent(), releases.keys(), false);
    }

    ReleasedProgram program() {
        return new ReleasedProgram(
                home, new HealthCheck(page), Duration.ofSeconds(2), home.root().resolve("program.log"));
    }

    AgentIdentity agent() {
        return new AgentIdentity(name, List.of("test"));
    }

    AgentHome home() {
        return home;
    }

    List<Problem> problems() {
        return problems;
    }

    UpdateState state() {
        return new StateFile(home.stateFile()).read();
    }

    /** The version that answers as healthy, or null. */
    String healthyVersion() {
        try {
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            return connection.getResponseCode() == 200
                    ? new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** From now on it is noticed when the program does not answer as healthy. */
    void watch() {
        lastGood = System.nanoTime();
        watcher = Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    boolean good = healthyVersion() != null;
                    long now = System.nanoTime();
                    if (good) {
                        long gap = now - lastGood;
                        downNanos.addAndGet(gap > 100_000_000 ? gap : 0);
                        lastGood = now;
                    }
                    Thread.sleep(20);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** All time without a good answer between two good ones, the last of which is yet to come. */
    Duration down() {
        long now = System.nanoTime();
        Pause.until("it is seen to be well", Duration.ofSeconds(60), () -> lastGood - now > 0);
        return Duration.ofNanos(downNanos.get());
    }

    /** Ends the supervisor, as an orderly stop does. */
    @Override
    public void close() {
        if (watcher != null) {
            watcher.interrupt();
        }
        supervisor.interrupt();
        try {
            supervisor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
