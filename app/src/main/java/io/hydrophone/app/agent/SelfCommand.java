package io.hydrophone.app.agent;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command with which this very program runs, for processes of its own. */
final class SelfCommand {
    private static final String MAIN = "io.hydrophone.app.Main";

    private SelfCommand() {}

    /** The same Java machine with the same options and classes. */
    static List<String> with(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MAIN);
        command.addAll(arguments);
        return command;
    }
}
