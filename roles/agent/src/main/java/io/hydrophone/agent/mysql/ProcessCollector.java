package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.StatusReadings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/** Processor time of a server on this machine, whose process is known by its file; nothing where that cannot be read. */
final class ProcessCollector implements Collector {
    private static final Duration VARIABLES_AGE = Duration.ofMinutes(10);
    private static final int MAX_DIGITS = 10;

    @Override
    public String name() {
        return "process";
    }

    @Override
    public Consumer<Readings> collect(Asked server) throws ServerFailure, InterruptedException {
        Map<String, String> variables =
                server.recent(StatusReadings.GLOBAL_VARIABLES, VARIABLES_AGE).pairs();
        int id = processId(variables.getOrDefault("datadir", ""), variables.getOrDefault("pid_file", ""));
        OSProcess process =
                id < 0 ? null : new SystemInfo().getOperatingSystem().getProcess(id);
        if (process == null || !process.getName().matches("(mysqld|mariadbd).*")) {
            return out -> {}; // a file that was left, or a server in another container
        }
        double user = process.getUserTime() / 1e3;
        double kernel = process.getKernelTime() / 1e3;
        return out -> {
            out.rate("mysql.performance.user_time", user);
            out.rate("mysql.performance.kernel_time", kernel);
            out.rate("mysql.performance.cpu_time", user + kernel);
        };
    }

    private static int processId(String directory, String file) {
        try {
            String text = Files.readString(Path.of(directory).resolve(file)).strip();
            return text.matches("[0-9]{1," + (MAX_DIGITS - 1) + "}") ? Integer.parseInt(text) : -1;
        } catch (IOException | InvalidPathException e) {
            return -1;
        }
    }
}
