package io.hydrophone.traffic.broker;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.traffic.recording.EventBlock;
import java.util.HexFormat;

/** What can be wrong between here and any broker, in the user's words. */
final class BrokerProblems {
    private BrokerProblems() {}

    static Problem queueFull(long messages, String where) {
        return new Problem(
                "broker-queue-full",
                "the broker takes less than is recorded: the oldest " + messages
                        + " messages that waited on the disk were dropped",
                where,
                "look at the broker, or let more wait");
    }

    static Problem inside(String where, RuntimeException defect) {
        return new Problem(
                "broker-failed",
                "publishing failed (" + Reason.innermost(defect) + "); it is tried again",
                where,
                "report this: it is a defect of Hydrophone");
    }

    static Problem gap(EventBlock block, long missing) {
        return new Problem(
                "recording-blocks-missing",
                "recording " + HexFormat.of().toHexDigits(block.recording()) + " lacks " + missing
                        + (missing == 1 ? " block" : " blocks") + " before block " + block.number()
                        + ": they were dropped on the way",
                block.where(),
                "");
    }

    static ProblemException badUrl(String message, String action) {
        return new ProblemException("bad-broker-url", message, "", action);
    }
}
