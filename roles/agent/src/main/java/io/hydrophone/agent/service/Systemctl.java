package io.hydrophone.agent.service;

import io.hydrophone.agent.host.Machine;
import io.hydrophone.agent.program.Program;
import io.hydrophone.agent.program.ProgramLimits;
import io.hydrophone.agent.program.ProgramResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks systemd about its services by {@code systemctl}; two processes for all, one for some. */
final class Systemctl {
    private static final String TOOL = "systemctl";
    private static final List<String> PLAIN = List.of("--no-pager", "--no-legend", "--plain", "--full");

    private Systemctl() {}

    /**
     * Whether each service runs, by its name without {@code .service}: those that systemd has loaded, and those that are
     * installed and not loaded.
     *
     * @throws io.hydrophone.core.ProblemException when there is no systemd
     */
    static Map<String, Boolean> list() throws IOException, InterruptedException {
        Map<String, Boolean> all = new TreeMap<>();
        UnitTables.files(ask(with("list-unit-files", "--type=service"))).forEach(name -> all.put(name, false));
        UnitTables.units(ask(with("list-units", "--all", "--type=service")))
                .forEach((name, state) -> all.put(name, state.runs()));
        return all;
    }

    /** The state of each of some services, in their order; one that there is not is in a state that says so. */
    static Map<String, UnitState> show(List<String> services) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(TOOL, "show", "--no-pager", "--property=LoadState,ActiveState,SubState", "--"));
        services.forEach(service -> command.add(service.contains(".") ? service : service + ".service"));
        List<UnitState> states = UnitTables.blocks(ask(command));
        Map<String, UnitState> byName = new LinkedHashMap<>();
        for (int i = 0; i < services.size(); i++) { // it answers in the order of the question
            byName.put(services.get(i), i < states.size() ? states.get(i) : UnitState.UNKNOWN);
        }
        return byName;
    }

    private static List<String> with(String verb, String... options) {
        List<String> command = new ArrayList<>(List.of(TOOL, verb));
        command.addAll(List.of(options));
        command.addAll(PLAIN);
        return command;
    }

    private static String ask(List<String> command) throws IOException, InterruptedException {
        if (!Program.isInstalled(TOOL)) {
            throw Machine.without("systemd");
        }
        ProgramResult result = new Program(command, Path.of("/"), ProgramLimits.OF_TOOLS).run();
        result.expectSuccess(String.join(" ", command.subList(0, 2)), ProgramLimits.OF_TOOLS);
        return result.output();
    }
}
