package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.report.IntervalReport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
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
 *         HttpServer server = HttpServer.start(serve, StreamsRoutes.of(master, version, channels, true))) {
 *     master.start(server.uri(), failed);
 * }
 * }
 */
public final class StreamsMaster implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(10);

    private final StreamsOptions options;
    private final Consumer<Problem> told;
    private final StreamCounters counters;
    private final int partitions;
    private final long startedMicros = System.currentTimeMillis() * 1_000;
    private final List<OutputReader> readers = new ArrayList<>();

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
     * @throws ProblemException when the brokers do not answer, or do not let us in, or the topics are not there or not as they have to be
     */
    public static StreamsMaster of(StreamsOptions options, Consumer<Problem> told) {
        return new StreamsMaster(options, Topics.partitions(options, told), told);
    }

    /**
     * Has a reader called, from the start on, with the merged report of each interval while it is wanted; where there is an output.
     *
     * @param wanted whether somebody wants to know now
     */
    void addReader(Consumer<IntervalReport> reader, BooleanSupplier wanted) {
        readers.add(new OutputReader(options, startedMicros, wanted, reader, told));
    }

    /**
     * Begins to add up.
     *
     * @param own where other copies ask this one, by a host that they can reach
     * @param failed called, on any thread, when this copy adds up no more; why was told
     */
    public void start(URI own, Runnable failed) {
        String host = own.getHost().replaceAll("[\\[\\]]", "");
        HostInfo info = new HostInfo(host, own.getPort());
        Copies copies = new Copies(options.peers(), own.getScheme());
        KafkaStreams streams =
                new KafkaStreams(ReportTopology.of(options, partitions, counters), StreamsProperties.of(options, info));
        streams.setUncaughtExceptionHandler(new StreamFailures(told));
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR) {
                failed.run();
            }
        });
        running = new Running(streams, info, copies);
        streams.start();
        if (options.output() != null) {
            readers.forEach(OutputReader::start);
        }
    }

    /**
     * What all copies' partitions have together.
     *
     * @throws NotWhole while partitions are on their way from one copy to another
     */
    WholeFleet fleet(Question question) throws NotWhole, InterruptedException {
        Running now = running;
        if (now == null || !now.streams.state().isRunningOrRebalancing()) {
            throw new NotWhole("this copy is " + state(), "");
        }
        List<HostInfo> others = copies().stream()
                .map(StreamsMetadata::hostInfo)
                .filter(copy -> !copy.equals(now.own))
                .toList();
        List<Part> parts = new ArrayList<>(localParts(question));
        parts.addAll(now.copies.parts(others, aligned(question)));
        return WholeFleet.of(parts, partitions);
    }

    /** What this copy's own partitions have. */
    List<Part> localParts(Question question) {
        Running now = running;
        return now == null ? List.of() : new LocalStores(now.streams).parts(aligned(question));
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

    /** When this process began, in microseconds since 1970. */
    long startedMicros() {
        return startedMicros;
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

    /** Where this copy serves; null until it is started. */
    HostInfo own() {
        Running now = running;
        return now == null ? null : now.own;
    }

    /** All copies that have partitions, this one among them. */
    List<StreamsMetadata> copies() {
        Running now = running;
        if (now == null) {
            return List.of();
        }
        Collection<StreamsMetadata> all = now.streams.streamsMetadataForStore(Totals.STORE);
        return all.stream()
                .filter(copy -> copy.stateStoreNames().contains(Totals.STORE))
                .toList();
    }

    /** Reports in the source that this copy's partitions have still to take, at most in one of them; −1 when unknown. */
    long lag() {
        Running now = running;
        return now == null ? -1 : StreamsLag.of(now.streams.metrics().values());
    }

    private Question aligned(Question question) {
        return question.aligned(options.interval().toNanos());
    }

    /** Commits, and leaves its partitions to others. */
    @Override
    public void close() {
        readers.forEach(OutputReader::close);
        Running now = running;
        if (now != null) {
            now.streams.close(
                    CloseOptions.timeout(END).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
            now.copies.close();
        }
    }
}
