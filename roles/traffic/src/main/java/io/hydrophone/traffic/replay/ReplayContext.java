package io.hydrophone.traffic.replay;

import io.hydrophone.core.Problem;
import io.hydrophone.sql.DatabaseRemap;
import io.hydrophone.traffic.compare.Outcomes;
import io.hydrophone.traffic.recording.Answer;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.TrafficSink;
import io.hydrophone.wire.Outcome;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * What all sessions of a replay share.
 *
 * @param remap null when databases keep their names
 * @param turns null where commands need not wait for those of other sessions
 * @param concurrency null for no limit
 * @param saved where the target's answers are recorded; null for nowhere
 * @param isCheckpointed whether sessions keep where they could go on
 * @param told what goes wrong, from any thread
 */
record ReplayContext(
        ReplayOptions options,
        Rules rules,
        DatabaseRemap remap,
        Pace pace,
        Turns turns,
        Semaphore concurrency,
        Ahead ahead,
        Lateness lateness,
        Tally tally,
        Outcomes outcomes,
        TrafficSink saved,
        SharedTexts texts,
        boolean isCheckpointed,
        Consumer<Problem> told) {
    /** Tells what became of a command, once both sides are known. From any thread. */
    void tell(Step step, Answer onTarget) {
        Answered source = step.source();
        if (source != null) {
            boolean failedHere = onTarget.outcome() == Outcome.ERROR;
            if (failedHere && source.outcome() == Outcome.OK) {
                tally().newErrors.increment();
            } else if (onTarget.outcome() == Outcome.OK && source.outcome() == Outcome.ERROR) {
                tally().goneErrors.increment();
            }
        }
        if (outcomes() != null) {
            outcomes().answered(step.statement(), source, onTarget);
        }
    }
}
