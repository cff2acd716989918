package io.hydrophone.bench;

import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.scrape.FleetScrape;
import io.hydrophone.bench.scrape.PairedScrapes;
import io.hydrophone.bench.stats.Estimate;
import io.hydrophone.bench.stats.PairedSamples;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One scrape beside mysqld_exporter's of the same server, by the clock and by what it costs the server; and a hundred targets on one agent. */
final class ScrapePart {
    private static final int TARGETS = 100;
    private static final Duration FLEET_TIME = Duration.ofSeconds(60);

    private ScrapePart() {}

    static void run(Setting setting) throws IOException, InterruptedException {
        // What both can read: of MySQL 9 the peer knows no replicas.
        beside(
                setting,
                ServerKind.MARIADB_10_11,
                List.of(
                        "global_status",
                        "global_variables",
                        "slave_status",
                        "info_schema.innodb_cmp",
                        "info_schema.innodb_cmpmem"));
        beside(
                setting,
                ServerKind.MYSQL_9_7,
                List.of("global_status", "global_variables", "info_schema.innodb_cmp", "info_schema.innodb_cmpmem"));
        fleet(setting);
    }

    private static void beside(Setting setting, ServerKind kind, List<String> collectors)
            throws IOException, InterruptedException {
        String name = "scrape " + kind.name().toLowerCase(java.util.Locale.ROOT) + ": ";
        try (Server server = kind.start();
                PairedScrapes scrapes = PairedScrapes.start(server, collectors, setting.dir())) {
            ratio(setting, name + "time", "ms", scrapes.times(setting.pairs()));
            ratio(setting, name + "processor of the server", "ms", scrapes.serverTimes(setting.pairs()));
            for (Map.Entry<String, PairedSamples> counter :
                    scrapes.serverCounters(setting.pairs()).entrySet()) {
                ratio(setting, name + counter.getKey(), "1", counter.getValue());
            }
        }
    }

    private static void ratio(Setting setting, String claim, String unit, PairedSamples samples) {
        setting.report()
                .add(Finding.ratio(
                        claim,
                        unit,
                        Estimate.ofMedian(samples.a()),
                        Estimate.ofMedian(samples.b()),
                        samples.ratio(),
                        Bound.atMost(1),
                        samples.size()));
    }

    private static void fleet(Setting setting) throws IOException, InterruptedException {
        FleetScrape.Result seen = FleetScrape.run(setting.hydrophone(), TARGETS, FLEET_TIME, setting.dir());
        own(setting, "scrape: scrapes of 100 targets that failed", "1", (double) seen.failed(), Bound.exactly(0));
        own(setting, "scrape: processor, 100 targets every 15 s", "cores", seen.cores(), Bound.atMost(1));
        own(setting, "scrape: resident", "MB", seen.residentBytes() / 1e6, Bound.atMost(250));
    }

    private static void own(Setting setting, String claim, String unit, double value, Bound bound) {
        setting.report().add(Finding.own(claim, unit, Estimate.exact(value), bound, 1));
    }
}
