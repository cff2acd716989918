package io.hydrophone.probe.kafka;

import io.hydrophone.core.ProblemException;
import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.probe.push.PushSecurity;
import java.time.Duration;

/**
 * What a copy of the master does.
 *
 * @param source where probes write their reports
 * @param group the name that copies share: they divide the topic's partitions among them, and their state's topics begin with it
 * @param output topic of the same brokers that gets the sum of every interval of a probe, or null
 * @param interval length of the intervals that reports are added up to; aligned to UTC
 * @param kept how long the intervals can be asked for
 * @param keptBytes of those intervals, compressed, in all partitions together, for one copy may have them all: the oldest go before their time
 * @param threads that add up; more than the copy has partitions are idle
 * @param standbys other copies that follow a partition, to take it over without reading its state first
 * @param peers how other copies are asked: their token is ours
 */
public record StreamsOptions(
        KafkaConnection source,
        String group,
        String output,
        Duration interval,
        Duration kept,
        long keptBytes,
        int threads,
        int standbys,
        PushSecurity peers) {
    /** @throws ProblemException when a name or a duration cannot be */
    public StreamsOptions {
        require(isGroup(group), "the group's name is letters, digits, '.', '_' and '-'");
        require(output == null || !output.equals(source.address().topic()), "the output is not the source");
        require(isBetween(interval, Duration.ofSeconds(1), Duration.ofHours(1)), "an interval takes 1s to 1h");
        require(isBetween(kept, interval, Duration.ofDays(1)), "intervals are kept from one interval to 24h");
        require(threads >= 1 && threads <= 64, "1 to 64 threads add up");
    }

    /** Whether topics can be named after it. */
    public static boolean isGroup(String name) {
        return name.matches("[A-Za-z0-9._-]{1,100}");
    }

    /** Intervals of 10 seconds, kept for 15 minutes in 64 MiB; one thread, one standby, no output. */
    public static StreamsOptions of(KafkaConnection source, String group) {
        return new StreamsOptions(
                source,
                group,
                null,
                Duration.ofSeconds(10),
                Duration.ofMinutes(15),
                64 << 20,
                1,
                1,
                PushSecurity.DEFAULT);
    }

    public StreamsOptions withInterval(Duration length, Duration keptFor) {
        return new StreamsOptions(source, group, output, length, keptFor, keptBytes, threads, standbys, peers);
    }

    public StreamsOptions withOutput(String topic) {
        return new StreamsOptions(source, group, topic, interval, kept, keptBytes, threads, standbys, peers);
    }

    public StreamsOptions withPeers(PushSecurity security) {
        return new StreamsOptions(source, group, output, interval, kept, keptBytes, threads, standbys, security);
    }

    private static boolean isBetween(Duration time, Duration least, Duration most) {
        return time.compareTo(least) >= 0 && time.compareTo(most) <= 0;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ProblemException("bad-streams-options", otherwise, "", "");
        }
    }
}
