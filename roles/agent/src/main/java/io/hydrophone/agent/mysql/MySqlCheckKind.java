package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.config.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code conf.d/mysql.yaml}: dd-agent's keys, and {@code url} with all of an address in one. */
public final class MySqlCheckKind implements CheckKind {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

    private final ReadableServers servers;

    /** @param servers shared with whatever else reads them */
    public MySqlCheckKind(ReadableServers servers) {
        this.servers = servers;
    }

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public Check read(Section init, Section instance) {
        MySqlUrl url = MySqlAddress.ofInstance(instance);
        Section options = instance.section("options");
        Set<Group> groups = groups(options);
        List<Collector> collectors = new ArrayList<>();
        collectors.add(new ValuesCollector(groups, AdditionalMetrics.read(instance)));
        if (groups.contains(Group.REPLICATION)) {
            collectors.add(new ReplicationCollector(heartbeat(instance.section("heartbeat"))));
        } else if (instance.has("heartbeat")) {
            instance.refuse("heartbeat", "no-effect", "lag is measured with options.replication", "set it to true");
        }
        if (groups.contains(Group.SCHEMA_SIZE)) {
            collectors.add(TableCollectors.schemaSizes());
        }
        if (groups.contains(Group.EXTRA_PERFORMANCE)) {
            collectors.add(PerformanceCollectors.runTimes());
            collectors.add(PerformanceCollectors.meanTimes());
            collectors.add(PerformanceCollectors.userConnections());
            collectors.add(PerformanceCollectors.errors());
        }
        add(options, "group_replication", new GroupReplicationCollector(), collectors);
        add(options, "table_size_metrics", TableCollectors.tableSizes(), collectors);
        add(options, "system_table_size_metrics", TableCollectors.systemTableSizes(), collectors);
        add(options, "table_rows_stats_metrics", TableCollectors.tableRows(), collectors);
        add(options, "query_metrics", PerformanceCollectors.statements(), collectors);
        if (options.flag("index_metrics", false)) {
            collectors.add(TableCollectors.indexSizes());
            collectors.add(TableCollectors.indexUse());
        }
        if (url != null && isLocal(url)) {
            collectors.add(new ProcessCollector());
        }
        collectors.addAll(CustomQueries.read(init, instance));
        Duration patience =
                instance.seconds("patience", USUAL_PATIENCE, Duration.ofMillis(100), Duration.ofMinutes(10));
        return url == null ? out -> {} : new MySqlCheck(servers, url, collectors, patience);
    }

    private static Set<Group> groups(Section options) {
        Set<Group> groups = EnumSet.of(Group.STATUS, Group.VARIABLES, Group.BINLOG);
        if (!options.flag("disable_innodb_metrics", false)) {
            groups.add(Group.INNODB);
        }
        add(options, "extra_status_metrics", Group.EXTRA_STATUS, groups);
        add(options, "extra_innodb_metrics", Group.EXTRA_INNODB, groups);
        add(options, "extra_performance_metrics", Group.EXTRA_PERFORMANCE, groups);
        add(options, "schema_size_metrics", Group.SCHEMA_SIZE, groups);
        add(options, "galera_cluster", Group.GALERA, groups);
        add(options, "replication", Group.REPLICATION, groups);
        return groups;
    }

    private static <T> void add(Section options, String option, T what, Collection<T> to) {
        if (options.flag(option, false)) {
            to.add(what);
        }
    }

    /** Null where the section is empty. */
    private static Heartbeat heartbeat(Section section) {
        boolean utc = section.flag("utc", false);
        return section.parsed("table", table -> Heartbeat.of(table, utc), null);
    }

    private static boolean isLocal(MySqlUrl url) {
        return url.socket() != null
                || url.host().startsWith("127.")
                || url.host().equals("::1")
                || url.host().equalsIgnoreCase("localhost");
    }
}
