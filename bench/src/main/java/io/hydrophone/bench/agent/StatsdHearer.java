package io.hydrophone.bench.agent;

import io.hydrophone.agent.statsd.StatsdCounters;
import io.hydrophone.agent.statsd.StatsdOptions;
import io.hydrophone.agent.statsd.StatsdServer;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/**
 * DogStatsD in a process of its own, that adds up and forgets. Prints its port; for each line of its input {@code samples malformed
 * kernel_drop}.
 */
final class StatsdHearer {
    private StatsdHearer() {}

    public static void main(String[] arguments) {
        try (StatsdServer server = StatsdServer.start(
                        StatsdOptions.local(0), signals -> {}, problem -> System.err.println(problem.text()));
                Scanner in = new Scanner(System.in, StandardCharsets.UTF_8)) {
            System.out.println(server.port());
            while (in.hasNextLine()) {
                in.nextLine();
                StatsdCounters counters = server.counters();
                System.out.println(counters.samples() + " " + counters.malformed() + " " + counters.kernelDropped());
            }
        }
    }
}
