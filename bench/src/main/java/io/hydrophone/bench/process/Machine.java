package io.hydrophone.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the figures were measured on. */
public final class Machine {
    private static final Map<String, List<String>> VERSIONS = Map.of(
            "kernel", List.of("uname", "-r"),
            "tcpdump", List.of("tcpdump", "--version"),
            "tshark", List.of("tshark", "--version"),
            "tcpreplay", List.of("tcpreplay", "--version"),
            "pt_query_digest", List.of("pt-query-digest", "--version"),
            "sysbench", List.of("sysbench", "--version"),
            "mariadb", List.of("mariadbd", "--version"));

    private Machine() {}

    /** Names and values, for people and for the results file. */
    public static Map<String, String> describe() throws IOException, InterruptedException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cpu", cpu(Files.readString(Path.of("/proc/cpuinfo"))));
        facts.put("cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put(
                "memory",
                Files.readString(Path.of("/proc/meminfo")).lines().findFirst().orElse(""));
        facts.put("jdk", System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
        for (String name : VERSIONS.keySet().stream().sorted().toList()) {
            facts.put(name, firstLine(VERSIONS.get(name)));
        }
        facts.put("load_average", Files.readString(Path.of("/proc/loadavg")).strip());
        return facts;
    }

    private static String cpu(String info) {
        return info.lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    /** Tools fail, or write to standard error, when they tell their version: the first line with a number in it counts. */
    private static String firstLine(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return (out + errors)
                .lines()
                .filter(line -> line.matches(".*\\d.*"))
                .findFirst()
                .orElse("unknown")
                .strip();
    }
}
