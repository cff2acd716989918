package io.hydrophone.upkeep.server;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What agents said last, in memory: after a restart all have said it again within five minutes. For any thread. */
final class Agents {
    /** The one that was silent for longest makes room. */
    static final int MAX = 50_000;

    /** By name; the one heard last is last. */
    private final SequencedMap<String, AgentReport> reports = new LinkedHashMap<>();

    private long heard;
    private long forgotten;

    synchronized void hear(AgentReport report) {
        heard++;
        reports.remove(report.agent());
        reports.put(report.agent(), report);
        if (reports.size() > MAX) {
            reports.pollFirstEntry();
            forgotten++;
        }
    }

    /** The one heard last is last. */
    synchronized Collection<AgentReport> all() {
        return List.copyOf(reports.values());
    }

    /** How many agents gave up a release. */
    synchronized long wentBackFrom(long serial) {
        return reports.values().stream()
                .filter(report -> report.wentBackFrom().contains(serial))
                .count();
    }

    synchronized boolean has(String agent, long serial) {
        AgentReport report = reports.get(agent);
        return report != null && report.serial() == serial;
    }

    /** Agents by state and version. */
    synchronized Map<String, Map<String, Integer>> counts() {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        for (AgentReport report : reports.values()) {
            counts.computeIfAbsent(report.state().label(), ignored -> new HashMap<>())
                    .merge(report.version(), 1, Integer::sum);
        }
        return counts;
    }

    synchronized long heard() {
        return heard;
    }

    synchronized long forgotten() {
        return forgotten;
    }
}
