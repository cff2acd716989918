package io.hydrophone.app.agent;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckRun;
import io.hydrophone.agent.check.Checks;
import io.hydrophone.agent.check.ConfiguredCheck;
import io.hydrophone.agent.forward.ForwarderFigures;
import io.hydrophone.agent.jmx.JmxListing;
import io.hydrophone.agent.life.AgentIdentity;
import io.hydrophone.app.ListenUntil;
import io.hydrophone.app.config.AgentSection;
import io.hydrophone.app.config.ConfigurationReader;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.probe.ReportOptions;
import io.hydrophone.probe.push.BearerToken;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What {@code hydrophone agent} does, an action at a time; each returns the exit status. */
public final class AgentActions {
    private final AgentPlaces places;
    private final String version;
    private final PrintStream out;
    private final PrintStream err;

    private AgentActions(AgentPlaces places, String version, PrintStream out, PrintStream err) {
        this.places = places;
        this.version = version;
        this.out = out;
        this.err = err;
    }

    /**
     * Of an agent.
     *
     * @param configuration null for the usual one
     * @param state null for the usual one
     */
    public static AgentActions of(Path configuration, Path state, String version, PrintStream out, PrintStream err) {
        AgentPlaces places = AgentPlaces.of(configuration, state, System::getenv);
        if (configuration != null && !Files.exists(configuration)) {
            throw new ProblemException("no-configuration", "there is no such file", configuration.toString(), "");
        }
        return new AgentActions(places, version, out, err);
    }

    public int foreground() throws InterruptedException {
        AgentSection section = section();
        CountDownLatch ended = new CountDownLatch(1);
        try (RunningAgent agent = RunningAgent.start(section, identity(section), this::tell);
                ListenUntil end = new ListenUntil(ended::countDown, null)) {
            say("agent of " + identity(section).host() + ", serving " + agent.uri() + "/metrics (also /status)");
            ended.await();
            end.done();
        }
        return 0;
    }

    /** Watches the agent in the foreground; for {@link #start}. */
    public int supervise() throws InterruptedException {
        ProcessFile file = new ProcessFile(places.processId());
        file.write(ProcessHandle.current());
        Respawn respawn = new Respawn(SelfCommand.with(command("foreground")), this::say);
        Thread hook = new Thread(respawn::end, "end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return respawn.run();
        } finally {
            file.delete();
        }
    }

    /**
     * Prints how a service manager is to run the agent.
     *
     * @param kind null for that of this system
     */
    public int service(String kind) {
        ServiceDefinition definition = ServiceDefinition.ofThisSystem();
        if (kind != null) {
            definition = Arrays.stream(ServiceDefinition.values())
                    .filter(known -> known.name().equalsIgnoreCase(kind))
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(
                            "no-such-service", "unknown kind of service: " + kind, "", "systemd, windows or launchd"));
        }
        out.print(definition.text(SelfCommand.with(command("foreground"))));
        out.flush();
        return 0;
    }

    public int start() throws InterruptedException {
        Background background = new Background(places);
        Optional<ProcessHandle> running = background.running();
        if (running.isPresent()) {
            say("the agent runs already, process " + running.get().pid());
            return 0;
        }
        configCheck(section()); // Before anything is started: what is wrong is told here.
        AgentClient client = client(section());
        ProcessHandle process = background.start(command("supervise"), client::answers);
        say("the agent runs, process " + process.pid() + ", log " + places.log());
        return 0;
    }

    public int stop() throws InterruptedException {
        say(new Background(places).stop() ? "the agent ended" : "no agent ran");
        return 0;
    }

    public int restart() throws InterruptedException {
        configCheck(section());
        stop();
        return start();
    }

    public int status() {
        Optional<ProcessHandle> running = new Background(places).running();
        say(running.map(process -> "the agent runs, process " + process.pid()).orElse("no agent runs"));
        return running.isPresent() ? 0 : 1;
    }

    public int info() throws InterruptedException {
        out.print(client(section()).get("/status?format=text"));
        out.flush();
        return 0;
    }

    /**
     * Runs the checks of a kind now, and shows what they measure.
     *
     * @param twice whether rates are wanted
     */
    public int check(String name, boolean twice) throws InterruptedException {
        CheckPrinter printer = new CheckPrinter(out);
        boolean failed = false;
        try (ReadableServers servers = new ReadableServers();
                Checks checks = Checks.of(configured(section(), servers))) {
            List<CheckRun> runs = checks.runOnce(name);
            if (twice && !runs.isEmpty()) {
                TimeUnit.SECONDS.sleep(1);
                runs = checks.runOnce(name);
            }
            if (runs.isEmpty()) {
                throw new ProblemException(
                        "no-check",
                        "no check " + name + " is configured",
                        section().checks().toString(),
                        "there are: " + String.join(", ", configuredNames(checks)));
            }
            for (CheckRun run : runs) {
                printer.print(run);
                failed |= run.status().problem() != null;
            }
        }
        out.flush();
        return failed ? 1 : 0;
    }

    public int configCheck() {
        configCheck(section());
        return 0;
    }

    private void configCheck(AgentSection section) {
        try (ReadableServers servers = new ReadableServers();
                Checks checks = Checks.of(configured(section, servers))) {
            say("the configuration is fine: " + String.join(", ", configuredNames(checks)));
        }
    }

    public int flare() throws InterruptedException {
        return flare(Path.of(""));
    }

    /** @param directory where the file is put */
    int flare(Path directory) throws InterruptedException {
        AgentSection section = section();
        Path target = directory.resolve("hydrophone-flare-"
                + LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"))
                + ".zip");
        String status;
        try {
            status = client(section).get("/status?format=text");
        } catch (ProblemException e) {
            status = e.problem().text();
        }
        Flare.pack(target, places, section.checks(), status);
        say("packed " + target.toAbsolutePath() + "; look through it before you send it");
        return 0;
    }

    /** Lists what the JVMs offer that the configuration names. */
    public int jmx(JmxListing.Extent extent) {
        int listed = 0;
        int failed = 0;
        try (ReadableServers servers = new ReadableServers()) {
            for (ConfiguredCheck configured : configured(section(), servers)) {
                try (Check check = configured.check()) {
                    if (JmxListing.isOf(check)) {
                        listed++;
                        out.println("instance " + configured.settings().instance());
                        JmxListing.of(check, extent).forEach(out::println);
                    }
                } catch (IOException e) {
                    failed++;
                    err.println("hydrophone: " + configured.settings().instance() + ": " + Reason.innermost(e));
                }
            }
        }
        out.flush();
        if (listed == 0) {
            throw new ProblemException(
                    "no-jmx", "no JVM is configured", section().checks().toString(), "add jmx.yaml there");
        }
        return failed == 0 ? 0 : 1;
    }

    /** Of an agent that does not run, and so delivers nothing. */
    private static List<ConfiguredCheck> configured(AgentSection section, ReadableServers servers) {
        return RunningAgent.configured(section, servers, () -> new ForwarderFigures("", 0, 0, 0, List.of()));
    }

    private static List<String> configuredNames(Checks checks) {
        return checks.status().stream()
                .map(check -> check.settings().kind())
                .distinct()
                .toList();
    }

    private List<String> command(String action) {
        List<String> command = new ArrayList<>(List.of("agent", action, "--state=" + places.state()));
        if (Files.exists(places.configuration())) {
            command.add("--config=" + places.configuration());
        }
        return command;
    }

    private AgentSection section() {
        return ConfigurationReader.agent(places.configuration(), places.state());
    }

    private AgentIdentity identity(AgentSection section) {
        String host = section.host() == null ? ReportOptions.hostName() : section.host();
        return new AgentIdentity("agent", host, section.tags(), version, Instant.now());
    }

    private static AgentClient client(AgentSection section) {
        BearerToken token = section.serve().tokenFile() == null
                ? null
                : BearerToken.fromFile(section.serve().tokenFile());
        return new AgentClient(
                section.serve().listen(), section.serve().tlsCert() != null, token == null ? null : token.header());
    }

    private void say(String line) {
        out.println("hydrophone: " + line);
        out.flush();
    }

    private void tell(Problem problem) {
        err.println("hydrophone: " + problem.text());
        err.flush();
    }
}
