package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.ReadableServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** A server that is scraped, and what was seen of that. For many scrapes at once. */
final class Target {
    private final String name;
    private final ReadableServer server;
    private final List<String> collectors;
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> leftOut = new ConcurrentHashMap<>();
    private final LongAdder scrapes = new LongAdder();
    private final AtomicLong lastUsed = new AtomicLong(System.nanoTime());

    /**
     * One that nobody has scraped yet.
     *
     * @param collectors those that run where a scrape names none
     */
    Target(String name, ReadableServer server, List<String> collectors) {
        this.name = name;
        this.server = server;
        this.collectors = List.copyOf(collectors);
    }

    String name() {
        return name;
    }

    ReadableServer server() {
        return server;
    }

    List<String> collectors() {
        return collectors;
    }

    void begun() {
        scrapes.increment();
        lastUsed.set(System.nanoTime());
    }

    long idleNanos() {
        return System.nanoTime() - lastUsed.get();
    }

    /** Scrapes so far. */
    long scrapes() {
        return scrapes.sum();
    }

    /** How often each collector failed that ever did. */
    Map<String, LongAdder> failures() {
        return failures;
    }

    /** How many series of each collector there was no room for, of those that ever had too many. */
    Map<String, LongAdder> leftOut() {
        return leftOut;
    }

    void failed(String collector) {
        count(failures, collector, 1);
    }

    void leftOut(String collector, long series) {
        if (series > 0) {
            count(leftOut, collector, series);
        }
    }

    private static void count(Map<String, LongAdder> counters, String collector, long count) {
        counters.computeIfAbsent(collector, name -> new LongAdder()).add(count);
    }
}
