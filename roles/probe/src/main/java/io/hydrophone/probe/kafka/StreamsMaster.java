package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.summary.Summary;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/**
 * One copy of a master that takes reports from Kafka. Copies of one group divide the partitions among them and answer for one another; when one dies, the
 * others take its partitions over, and no report is lost or counted twice.
 *
 * <p>It is made first, then its routes are served, then it is started with the address at which they are:
 * {@snippet :
 * try (StreamsMaster master = StreamsMaster.of(options, told);
 *         HttpServer server = HttpServer.start(serve, StreamsRoutes.of(master, version))) {
 *     master.start(server.uri());
 * }
 * }
 */
public final class StreamsMaster implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(10);

    private final StreamsOptions options;
    private final Consumer<Problem> told;
    private final StreamCounters counters;
    private final int partitions;

    /** Null until it is started. */
    private volatile Running running;

    private record Running(KafkaStreams streams, HostInfo own, Copies copies) {}

    private StreamsMaster(StreamsOptions options, int partitions, Consumer<Problem> told) {
        this.options = options;
        this.partitions = partitions;
        this.told = told;
        this.counters = new StreamCounters(told);
    }

    /**
     * Looks for the topics.
     *
     * @param told what goes wrong on the way, on any thread
     * @throws ProblemException when the brokers do not answer, or have no such topics
     */
    public static StreamsMaster of(StreamsOptions options, Consumer<Problem> told) {
        return new StreamsMaster(options, Topics.partitions(options), told);
    }

    /**
     * Begins to add up.
     *
     * @param own where other copies ask this one, by a host that they can reach
     */
    public void start(URI own) {
        String host = own.getHost().replaceAll("[\\[\\]]", "");
        HostInfo info = new HostInfo(host, own.getPort());
        Copies copies = new Copies(options.peers(), own.getScheme());
        KafkaStreams streams =
                new KafkaStreams(ReportTopology.of(options, counters), StreamsProperties.of(options, info));
        streams.setUncaughtExceptionHandler(new StreamFailures(told));
        running = new Running(streams, info, copies);
        streams.start();
    }

    /**
     * All copies' partitions together.
     *
     * @param instance of which server; null for all
     * @throws NotWhole while partitions are on their way from one copy to another
     */
    Summary sum(Span span, String instance) throws NotWhole, InterruptedException {
        Running now = running;
        if (now == null || !now.streams.state().isRunningOrRebalancing()) {
            throw new NotWhole("this copy is " + state(), "");
        }
        List<HostInfo> others =
                copies(now).stream().filter(copy -> !copy.equals(now.own)).toList();
        List<Part> parts = new ArrayList<>(localParts(span));
        parts.addAll(now.copies.parts(others, aligned(span)));
        return Fleet.sum(parts, partitions, instance);
    }

    /** What this copy's own partitions have. */
    List<Part> localParts(Span span) {
        Running now = running;
        return now == null ? List.of() : new LocalStores(now.streams).parts(aligned(span));
    }

    StreamsOptions options() {
        return options;
    }

    int partitions() {
        return partitions;
    }

    StreamCounters.Counts counts() {
        return counters.counts();
    }

    /** In lower case, as Kafka Streams names it. */
    String state() {
        Running now = running;
        return (now == null ? KafkaStreams.State.CREATED : now.streams.state())
                .name()
                .toLowerCase(Locale.ROOT);
    }

    Set<Integer> localPartitions() {
        Running now = running;
        return now == null ? Set.of() : new LocalStores(now.streams).partitions();
    }

    /** All copies that have partitions, this one among them. */
    List<HostInfo> copies() {
        Running now = running;
        return now == null ? List.of() : copies(now);
    }

    /** Reports in the source that this copy's partitions have still to take, at most in one of them; −1 when unknown. */
    long lag() {
        Running now = running;
        return now == null ? -1 : StreamsLag.of(now.streams.metrics().values());
    }

    private static List<HostInfo> copies(Running now) {
        Collection<StreamsMetadata> all = now.streams.streamsMetadataForStore(Totals.STORE);
        return all.stream()
                .filter(copy -> copy.stateStoreNames().contains(Totals.STORE))
                .map(StreamsMetadata::hostInfo)
                .toList();
    }

    private Span aligned(Span span) {
        return span.aligned(options.interval().toNanos());
    }

    /** Commits, and leaves its partitions to others. */
    @Override
    public void close() {
        Running now = running;
        if (now != null) {
            now.streams.close(
                    CloseOptions.timeout(END).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
            now.copies.close();
        }
    }
}
