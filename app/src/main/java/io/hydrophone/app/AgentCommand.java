package io.hydrophone.app;

import io.hydrophone.agent.jmx.JmxListing;
import io.hydrophone.app.agent.AgentActions;
import io.hydrophone.core.ProblemException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrophone agent}: measures this machine and its servers, and brings what it measured where it is wanted. */
@Command(
        name = "agent",
        description = "Measure this machine and the servers of its configuration, and deliver what was measured.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Actions:",
            "  start, stop, restart  run it in the background, watched: what crashes is started again",
            "  foreground            run it here, until Ctrl-C",
            "  status                whether it runs (exit status 1: it does not)",
            "  info                  how its checks, queues and listeners fare",
            "  check NAME            run the checks of one kind now and show what they measure; --rate runs them twice",
            "  configcheck           all that is wrong in its configuration, and where",
            "  flare                 pack log, configuration and state for somebody who helps, without secrets",
            "  service [KIND]        print its definition as a service: systemd, windows (for WinSW) or launchd",
            "  jmx list [WHAT]       what the MBeans of the configured JVMs offer: everything, matching, collected",
            "",
            "Examples:",
            "  hydrophone agent foreground                    the machine's metrics; /metrics and /status on port 17123",
            "  hydrophone agent check mysql --rate            what the MySQL check says, rates included",
            "  hydrophone agent start --config hydrophone.yaml && hydrophone agent info",
            "  hydrophone agent service > /etc/systemd/system/hydrophone-agent.service",
            "",
            "Exit status: 0 done, 1 failed or not running, 2 wrong usage or configuration."
        })
final class AgentCommand extends ConsoleCommand {
    /** What to do. */
    enum Action {
        START,
        STOP,
        RESTART,
        FOREGROUND,
        STATUS,
        INFO,
        CHECK,
        CONFIGCHECK,
        FLARE,
        SERVICE,
        JMX,
        /** What {@code start} starts. */
        SUPERVISE
    }

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description = "start, stop, restart, foreground, status, info, check, configcheck, flare, service or jmx.")
    private Action action;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Of check: the check. Of jmx: list. Of service: the kind.")
    private String name;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "WHAT",
            defaultValue = "matching",
            description = "Of jmx list: everything, matching (default) or collected.")
    private JmxListing.Extent extent;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Its configuration, beside which conf.d is (default: /etc/hydrophone/hydrophone.yaml, for"
                    + " others than root below ~/.config); it may be missing.")
    private Path config;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Queues, log and process id (default: /var/lib/hydrophone/agent, for others than root below"
                    + " ~/.local/state).")
    private Path state;

    @Option(names = "--rate", description = "Of check: run twice, a second apart, so that rates are known.")
    private boolean rate;

    @Override
    public Integer call() throws InterruptedException {
        AgentActions actions = AgentActions.of(config, state, Version.number(), out(), err());
        return switch (action) {
            case START -> actions.start();
            case STOP -> actions.stop();
            case RESTART -> actions.restart();
            case FOREGROUND -> actions.foreground();
            case SUPERVISE -> actions.supervise();
            case STATUS -> actions.status();
            case INFO -> actions.info();
            case CHECK -> actions.check(given("check", "a check's name, such as mysql"), rate);
            case CONFIGCHECK -> actions.configCheck();
            case FLARE -> actions.flare();
            case SERVICE -> actions.service(name);
            case JMX -> actions.jmx(extent);
        };
    }

    private String given(String of, String wanted) {
        if (name == null) {
            throw new ProblemException("no-name", of + " needs " + wanted, "", "");
        }
        return name;
    }
}
