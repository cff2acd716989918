package io.hydrophone.agent.exporter;

import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.Reading;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.StatusReadings;
import io.hydrophone.core.Problem;
import io.hydrophone.http.MetricText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One answer to Prometheus about one target: all collectors at once, each on its own, and what is there when the time is over. One that failed or is late
 * is missing, and told to be.
 */
final class Scrape {
    private static final int MAX_UNKNOWN = 100;

    /** How a collector ended. */
    private record Outcome(String label, boolean success, double seconds, Series series) {}

    private final Target target;
    private final Function<String, Pace> paces;
    private final int maxSeries;
    private final Consumer<Problem> told;
    private final long begun = System.nanoTime();
    private final Duration patience;

    /**
     * Begins.
     *
     * @param paces by collector's name
     * @param maxSeries of one collector
     * @param patience until the answer has to be there
     * @param told why a collector failed
     */
    Scrape(Target target, Function<String, Pace> paces, int maxSeries, Duration patience, Consumer<Problem> told) {
        this.target = target;
        this.paces = paces;
        this.maxSeries = maxSeries;
        this.patience = patience;
        this.told = told;
    }

    /**
     * Runs the collectors and writes what they found.
     *
     * @param unknown what was asked for and is no collector: told as failed
     */
    void write(List<Collector> collectors, List<String> unknown, MetricText out) throws InterruptedException {
        target.begun();
        boolean[] answered = new boolean[1];
        Thread sign = Thread.startVirtualThread(() -> answered[0] = isAlive());
        Outcome[] outcomes = new Outcome[collectors.size()];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            int place = i;
            threads.add(Thread.startVirtualThread(() -> outcomes[place] = run(collectors.get(place))));
        }
        sign.join();
        for (Thread thread : threads) {
            thread.join();
        }
        List<Outcome> all = new ArrayList<>(List.of(outcomes));
        unknown.stream()
                .limit(MAX_UNKNOWN)
                .forEach(name -> all.add(new Outcome("collect." + name, false, 0, new Series(0))));
        all.forEach(outcome -> out.append(outcome.series.text()));
        boolean up = answered[0] || all.stream().anyMatch(Outcome::success);
        writeItself(all, up, out);
    }

    private boolean isAlive() {
        try {
            target.server().latest(StatusReadings.PING, Pace.USUAL.maxAge(), left());
            return true;
        } catch (ServerFailure e) {
            told.accept(e.problem());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Outcome run(Collector collector) {
        Series series = new Series(maxSeries);
        boolean success = false;
        long start = System.nanoTime();
        try {
            Pace pace = paces.apply(collector.name());
            List<Snapshot> answers = new ArrayList<>();
            for (Reading reading : collector.readings()) {
                answers.add(target.server().latest(reading.within(pace.deadline()), pace.maxAge(), left()));
            }
            collector.families().write(answers, series);
            success = true;
        } catch (ServerFailure e) {
            told.accept(e.problem());
            target.failed(collector.label());
        } catch (RuntimeException e) { // The server said what nobody expected: the other collectors go on.
            told.accept(new Problem("collector-failed", collector.name() + ": " + e, target.name(), ""));
            target.failed(collector.label());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        target.leftOut(collector.label(), series.leftOut());
        return new Outcome(collector.label(), success, (System.nanoTime() - start) / 1e9, series);
    }

    private Duration left() {
        return patience.minusNanos(System.nanoTime() - begun);
    }

    private void writeItself(List<Outcome> all, boolean up, MetricText out) {
        out.gauge("mysql_exporter_collector_duration_seconds", "How long a collector took.");
        all.forEach(outcome -> out.value(outcome.seconds, "collector", outcome.label));
        out.gauge("mysql_exporter_collector_success", "Whether a collector found what it looks for.");
        all.forEach(outcome -> out.value(outcome.success ? 1 : 0, "collector", outcome.label));
        boolean failed = !up || all.stream().anyMatch(outcome -> !outcome.success);
        out.gauge("mysql_exporter_last_scrape_error", "Whether anything failed in this scrape.")
                .value(failed ? 1 : 0);
        out.counter("mysql_exporter_scrapes_total", "Scrapes of this server.").value(target.scrapes());
        if (!target.failures().isEmpty()) {
            out.counter("mysql_exporter_scrape_errors_total", "How often a collector failed.");
            target.failures().forEach((label, count) -> out.value(count.sum(), "collector", label));
        }
        if (!target.leftOut().isEmpty()) {
            out.counter(
                    "hydrophone_exporter_series_left_out_total",
                    "Series of a collector that were more than its limit.");
            target.leftOut().forEach((label, count) -> out.value(count.sum(), "collector", label));
        }
        out.counter("hydrophone_exporter_logins_total", "Connections that were made to this server.")
                .value(target.server().logins());
        out.gauge("mysql_up", "Whether the server answers.").value(up ? 1 : 0);
    }
}
