package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.update.AgentHome;
import io.hydrophone.upkeep.update.CommandedProgram;
import io.hydrophone.upkeep.update.Finding;
import io.hydrophone.upkeep.update.HealthCheck;
import io.hydrophone.upkeep.update.Pace;
import io.hydrophone.upkeep.update.ReleasedProgram;
import io.hydrophone.upkeep.update.Requests;
import io.hydrophone.upkeep.update.SingleUpdate;
import io.hydrophone.upkeep.update.Supervisor;
import io.hydrophone.upkeep.update.UpdateState;
import io.hydrophone.upkeep.update.Updater;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrophone update}: keeps an installed agent running and up to date. */
@Command(
        name = "update",
        description = "Keep an installed agent up to date; run is what its service does.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hydrophone update run                     runs the agent, updates it, goes back by itself; until ended",
            "  hydrophone update status                  what is installed, and what was done",
            "  hydrophone update check                   is there something new? changes nothing",
            "  hydrophone update apply                   now, not in five minutes: asks the one that runs",
            "  hydrophone update apply --restart 'systemctl restart my-agent' --health http://127.0.0.1:17123/status",
            "                                            of an agent that somebody else runs",
            "  hydrophone update rollback                to the release before",
            "  hydrophone update pin 1.1.0               no other than this one; pin alone takes any again",
            "",
            "Exit status: 0 done, or nothing to do; 1 failed; check: 0 nothing new, 3 there is."
        })
final class UpdateCommand extends ConsoleCommand {
    private static final int SOMETHING_NEW = 3;

    private enum Action {
        RUN,
        CHECK,
        APPLY,
        STATUS,
        ROLLBACK,
        PIN
    }

    @Parameters(index = "0", paramLabel = "run|check|apply|status|rollback|pin", description = "What to do.")
    private Action action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "To pin.")
    private String version;

    @Mixin
    private UpdateSource source;

    @Option(
            names = "--health",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:17123/status",
            description = "The agent is well when this page answers with 200 to 299 (default: ${DEFAULT-VALUE});"
                    + " none: when it runs.")
    private String health;

    @Option(
            names = "--health-patience",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "3s",
            description = "So long a start may take until the agent is well, at least; twice what it last took,"
                    + " if that is more (default: ${DEFAULT-VALUE}).")
    private Duration patience;

    @Option(
            names = "--stop-patience",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "2s",
            description = "From SIGTERM to SIGKILL (default: ${DEFAULT-VALUE}).")
    private Duration stopPatience;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "10s",
            description = "So long a new release has to be well before it stays (default: ${DEFAULT-VALUE}).")
    private Duration settle;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "5m",
            description = "Ask for updates, and tell the server how it is (default: ${DEFAULT-VALUE}).")
    private Duration every;

    @Option(
            names = "--restart",
            paramLabel = "COMMAND",
            description = "apply: restarts an agent that somebody else runs.")
    private String restart;

    @Override
    public Integer call() throws InterruptedException {
        return switch (action) {
            case RUN -> run();
            case CHECK -> check();
            case APPLY -> apply();
            case STATUS -> status();
            case ROLLBACK -> ask(Requests.Kind.ROLLBACK);
            case PIN -> ask(Requests.Kind.PIN);
        };
    }

    private int run() throws InterruptedException {
        AgentHome home = source.home();
        Updater updater = source.updater(false);
        ReleasedProgram program = new ReleasedProgram(home, healthCheck(), stopPatience, null);
        Supervisor supervisor =
                new Supervisor(updater, program, source.identity(), pace(), Set.of(ownRelease(home)), this::tell);
        Thread watching = Thread.currentThread();
        try (ListenUntil end = new ListenUntil(watching::interrupt, null)) {
            supervisor.run();
            end.done();
        }
        return 0;
    }

    private int check() {
        Finding finding = source.updater(true).find();
        out().println(finding.text());
        return finding instanceof Finding.Available ? SOMETHING_NEW : 0;
    }

    private int apply() throws InterruptedException {
        if (restart == null) {
            return ask(Requests.Kind.APPLY);
        }
        SingleUpdate update =
                new SingleUpdate(source.updater(true), new CommandedProgram(restart, healthCheck()), pace());
        out().println(update.apply());
        return 0;
    }

    private int status() {
        AgentHome home = source.home();
        UpdateState state = source.local().state();
        Manifest current = home.manifest(home.currentName());
        out().println("installed  "
                + (current == null ? "nothing" : current.version() + ", serial " + current.serial()));
        Manifest before = home.manifest(state.from());
        if (before != null) {
            out().println("before     " + before.version());
        }
        if (state.phase() != UpdateState.Phase.SETTLED) {
            out().println("under way  " + state.to());
        }
        if (state.pinned() != null) {
            out().println("pinned     " + state.pinned());
        }
        state.gaveUp().forEach(one -> out().println("gave up    " + one.version() + ": " + one.why()));
        state.did()
                .forEach(event -> out().println(
                                "           " + Instant.ofEpochMilli(event.micros() / 1_000) + " " + event.what()));
        return 0;
    }

    /** Whoever watches the installation does it, within a second. */
    private int ask(Requests.Kind what) {
        if (version != null && !Manifest.isVersion(version)) {
            throw new ProblemException(
                    "bad-version", "'" + version + "' is no version", "", "give one as it was signed");
        }
        Requests.ask(source.home(), what, version);
        out().println("asked; see: hydrophone update status");
        return 0;
    }

    private HealthCheck healthCheck() {
        return health.equals("none") ? null : new HealthCheck(URI.create(health));
    }

    private Pace pace() {
        return new Pace(every, every, patience, settle, Pace.DEFAULT.firstPause());
    }

    /** The release from which this very process runs: its jars are opened when they are needed. */
    private static String ownRelease(AgentHome home) {
        Path jar =
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().normalize();
        Path releases = home.release("x").getParent();
        return jar.startsWith(releases) ? releases.relativize(jar).getName(0).toString() : "";
    }

    private void tell(Problem problem) {
        notice(problem.text());
    }
}
