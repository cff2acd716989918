package io.hydrophone.traffic.compare;

import io.hydrophone.traffic.recording.Answer;
import io.hydrophone.wire.Outcome;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was counted of a statement. For one thread at a time. */
final class StatementTally {
    private static final int MAX_REASONS = 16;
    private static final String OTHER_REASONS = "other";

    private final SideTally source = new SideTally();
    private final SideTally target = new SideTally();
    private final RatioHistogram ratios = new RatioHistogram();
    private final ErrorCounts errors = new ErrorCounts();
    private final Map<Difference, Long> differences = new EnumMap<>(Difference.class);
    private final Map<Difference, Example> examples = new EnumMap<>(Difference.class);
    private final Map<String, Long> skipped = new HashMap<>(2);
    private long pairs;
    private long unheard;
    private long checksummed;

    /** @param sampleLimit characters of an example's text */
    void pair(Outcomes.Statement statement, Answer before, Answer after, int sampleLimit) {
        if (!Divergence.isAnswer(before)) {
            unheard++;
            return;
        }
        for (Difference difference : Divergence.of(statement.command(), before, after)) {
            differences.merge(difference, 1L, Long::sum);
            if (!examples.containsKey(difference)) {
                examples.put(difference, Example.of(difference, statement, before, after, sampleLimit));
            }
        }
        if (!Divergence.isAnswer(after)) {
            return;
        }
        pairs++;
        boolean both = before.outcome() == Outcome.OK && after.outcome() == Outcome.OK;
        boolean timed = both && before.totalNanos() >= 0 && after.totalNanos() >= 0;
        source.add(before, timed);
        target.add(after, timed);
        if (timed) {
            ratios.record(before.totalNanos(), after.totalNanos());
        }
        if (!both) {
            Answer failed = after.outcome() == Outcome.ERROR ? after : before;
            errors.pair(before.errorCode(), after.errorCode(), failed.message());
        } else if (Divergence.hasChecksums(statement.command(), before, after)) {
            checksummed++;
        }
    }

    void sample(Answer answer, boolean ofTarget) {
        if (!Divergence.isAnswer(answer)) {
            unheard++;
            return;
        }
        boolean failed = answer.outcome() == Outcome.ERROR;
        (ofTarget ? target : source).add(answer, !failed && answer.totalNanos() >= 0);
        if (failed) {
            errors.sample(answer.errorCode(), ofTarget, answer.message());
        }
    }

    void skipped(String reason) {
        boolean room = skipped.size() < MAX_REASONS || skipped.containsKey(reason);
        skipped.merge(room ? reason : OTHER_REASONS, 1L, Long::sum);
    }

    void add(StatementTally that) {
        source.add(that.source);
        target.add(that.target);
        ratios.add(that.ratios);
        errors.add(that.errors);
        that.skipped.forEach((reason, count) -> skipped.merge(reason, count, Long::sum));
        pairs += that.pairs;
        unheard += that.unheard;
        checksummed += that.checksummed;
        that.differences.forEach((difference, count) -> differences.merge(difference, count, Long::sum));
        that.examples.forEach((difference, example) -> examples.merge(difference, example, Example::earlier));
    }

    /** All commands, however they ended. */
    long count() {
        long unanswered = differences.getOrDefault(Difference.UNANSWERED, 0L);
        long left = skipped.values().stream().mapToLong(Long::longValue).sum();
        return unheard + unanswered + left + source.count() + target.count();
    }

    long checksummed() {
        return checksummed;
    }

    long pairs() {
        return pairs;
    }

    long unheard() {
        return unheard;
    }

    SideFigures source() {
        return source.snapshot();
    }

    SideFigures target() {
        return target.snapshot();
    }

    RatioHistogram ratios() {
        return ratios;
    }

    List<ErrorChange> errors() {
        return errors.snapshot();
    }

    long otherErrors() {
        return errors.others();
    }

    Map<String, Long> skipped() {
        return skipped;
    }

    Map<Difference, Long> differences() {
        return differences;
    }

    List<Example> examples() {
        return List.copyOf(examples.values());
    }
}
