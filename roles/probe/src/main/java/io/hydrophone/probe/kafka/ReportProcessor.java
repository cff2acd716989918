package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.master.Frames;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds up the reports of one partition: each once, to its interval, and each interval that is closed to the total of its probe. All that it knows is in
 * the stores, which are committed together with the position in the source and with what went to the output.
 */
final class ReportProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String BAD_STATE = "bad-state";

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int MAX_PROBE_BYTES = 255;

    /** How long after its length an interval is waited for. */
    private static final long GRACE_MILLIS = 1_000;

    private final StreamsOptions options;
    private final int partitions;
    private final StreamCounters counters;
    private ProcessorContext<byte[], byte[]> context;
    private ProbeReceipts receipts;
    private OpenIntervals open;
    private Totals totals;
    private KeptIntervals kept;
    private ProbeStates probes;

    /** @param partitions of the source, which share the room for kept intervals */
    ReportProcessor(StreamsOptions options, int partitions, StreamCounters counters) {
        this.options = options;
        this.partitions = partitions;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> within) {
        context = within;
        try {
            begin();
        } catch (ProblemException e) {
            throw new ProblemException(badState(e.problem()), e);
        }
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    /** Goes on where the stores end. */
    private void begin() {
        long length = options.interval().toNanos();
        receipts = new ProbeReceipts(context.getStateStore(ProbeReceipts.STORE));
        open = new OpenIntervals(
                context.getStateStore(OpenIntervals.STORE),
                instant -> instant - Math.floorMod(instant, length),
                context.currentSystemTimeMs());
        totals = new Totals(context.getStateStore(Totals.STORE), counters::refused);
        kept = new KeptIntervals(
                context.getStateStore(KeptIntervals.STORE),
                options.kept().toMillis(),
                options.keptBytes() / partitions,
                counters::refused);
        probes = new ProbeStates(context.getStateStore(ProbeStates.STORE), counters::refused);
    }

    private static Problem badState(Problem reason) {
        return new Problem(
                BAD_STATE,
                "the state of this group cannot be read (" + reason.message() + "): another version wrote it",
                reason.where(),
                "run that version, or take another group with --group, which adds up what the topic still has");
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        IntervalReport report;
        try {
            report = read(message);
            if (!receipts.add(report.id())) {
                counters.duplicate();
                return;
            }
        } catch (ProblemException e) {
            counters.refused(at(e.problem()));
            return;
        }
        counters.accepted();
        probes.add(report, context.currentSystemTimeMs());
        open.add(report, message.value(), context.currentSystemTimeMs(), this::closed);
    }

    private void tick(long nowMillis) {
        open.closeOpenedBefore(nowMillis - options.interval().toMillis() - GRACE_MILLIS, this::closed);
        counters.forgotten(kept.forget(nowMillis));
    }

    private void closed(OpenIntervals.Closed interval) {
        long now = context.currentSystemTimeMs();
        ReportId id = totals.add(interval.sum(), now);
        counters.closed();
        if (!kept.add(interval.begin(), interval.sum(), now)) {
            counters.misdated();
        }
        if (options.output() != null) {
            IntervalReport sum = interval.sum();
            byte[] frame = Frames.write(new IntervalReport(id, sum.version(), sum.capture(), sum.summary()));
            context.forward(new Record<>(bytes(id.probe()), frame, now, headers(id)));
        }
    }

    /** With the place of the record, so that it can be looked at. */
    private Problem at(Problem problem) {
        String place = context.recordMetadata()
                .map(record -> record.topic() + '-' + record.partition() + '@' + record.offset())
                .orElse("");
        return new Problem(
                problem.code(),
                problem.message(),
                problem.where().isEmpty() ? place : place + ", " + problem.where(),
                problem.action());
    }

    /** @throws ProblemException when it is no report of the probe in the record's key */
    private static IntervalReport read(Record<byte[], byte[]> message) {
        if (message.value() == null) {
            throw new ProblemException("empty-record", "a record has no report in it", "", "");
        }
        IntervalReport report = Frames.read(message.value());
        byte[] probe = bytes(report.id().probe());
        if (probe.length == 0 || probe.length > MAX_PROBE_BYTES) {
            throw new ProblemException(
                    "bad-probe-name", "a probe's name takes 1 to " + MAX_PROBE_BYTES + " bytes", "", "");
        }
        // By the key reports find their partition, and so the receipts that tell which came before.
        if (!Arrays.equals(probe, message.key())) {
            throw new ProblemException(
                    "wrong-key",
                    "a record's key is not the name of the probe that made the report",
                    report.id().toString(),
                    "");
        }
        return report;
    }

    private static Headers headers(ReportId id) {
        return new RecordHeaders()
                .add("probe", bytes(id.probe()))
                .add("epoch", bytes(Long.toString(id.epoch())))
                .add("sequence", bytes(Long.toString(id.sequence())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
