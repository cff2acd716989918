package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.ReplicationReadings;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.core.ServiceCheck.Status;
import io.hydrophone.core.Tags;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Whom a server follows, whether it does, and how far behind it is. Seconds_Behind is what the server says and NULL while it
 * does not know; true lag is measured by the times of commits, or by a heartbeat.
 */
final class ReplicationCollector implements Collector {
    private static final String PREFIX = "mysql.replication.";

    /** Null for none. */
    private final Heartbeat heartbeat;

    ReplicationCollector(Heartbeat heartbeat) {
        this.heartbeat = heartbeat;
    }

    @Override
    public String name() {
        return "replication";
    }

    @Override
    public Consumer<Readings> collect(Asked server) throws ServerFailure, InterruptedException {
        Snapshot channels = server.now(ReplicationReadings.REPLICA_STATUS);
        Snapshot applied = server.now(MySqlReadings.APPLIED);
        Snapshot dumps = server.now(MySqlReadings.DUMPS);
        Snapshot beats = heartbeat == null ? null : server.now(heartbeat.reading());
        return out -> {
            double replicas = dumps.rows().getFirst().decimal("connections");
            out.count(PREFIX + "slaves_connected", replicas, Tags.NONE);
            out.gauge(PREFIX + "replicas_connected", replicas);
            channels.rows().forEach(row -> channel(Channel.of(row), out));
            CommitLag.of(applied.rows())
                    .forEach((channel, seconds) ->
                            lag(seconds, Channel.tags(channel).and("source", "commit_timestamp"), out));
            if (beats != null) {
                heartbeat
                        .lags(beats)
                        .forEach((serverId, seconds) ->
                                lag(seconds, Tags.of("source:heartbeat", "server_id:" + serverId), out));
            }
            running(channels.rows().stream().map(Channel::of).toList(), replicas > 0, out);
        };
    }

    private static void lag(double seconds, Tags tags, Readings out) {
        out.gauge(PREFIX + "lag_seconds", seconds, tags);
    }

    private static void channel(Channel channel, Readings out) {
        Tags tags = channel.tags();
        boolean known = !Double.isNaN(channel.secondsBehind());
        if (known) {
            out.gauge(PREFIX + "seconds_behind_master", channel.secondsBehind(), tags);
            out.gauge(PREFIX + "seconds_behind_source", channel.secondsBehind(), tags);
        }
        out.gauge(PREFIX + "seconds_behind_null", known ? 0 : 1, tags);
        for (Map.Entry<String, Double> number : channel.errors().entrySet()) {
            out.gauge(PREFIX + number.getKey(), number.getValue(), tags);
        }
    }

    /** As dd-agent tells it: both threads up, one down, both down. Who follows nobody and is followed is well too. */
    private static void running(List<Channel> channels, boolean isSource, Readings out) {
        if (channels.isEmpty() && isSource) {
            tell(Status.OK, Tags.NONE, "has replicas and follows nobody", out);
        }
        for (Channel channel : channels) {
            Status status = channel.receives() && channel.applies()
                    ? Status.OK
                    : channel.receives() || channel.applies() ? Status.WARNING : Status.CRITICAL;
            tell(status, channel.tags(), channel.says(), out);
        }
    }

    private static void tell(Status status, Tags tags, String message, Readings out) {
        out.service(PREFIX + "slave_running", status, tags, message);
        out.service(PREFIX + "replica_running", status, tags, message);
        out.gauge(PREFIX + "slave_running", status == Status.OK ? 1 : 0, tags);
    }
}
