package io.hydrophone.probe;

import io.hydrophone.wire.DataStream;
import io.hydrophone.wire.EncryptedSessions;
import io.hydrophone.wire.WireCounters;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the capture thread tells when it is asked: all of one instant.
 *
 * @param nanos that instant, in capture time since 1970
 * @param wire what was decoded so far
 * @param streams connections on which servers send by themselves: replication, copies
 * @param encrypted who was not heard because of encryption
 * @param running asked and not answered yet, oldest first; at most {@value #MAX_RUNNING}
 * @param runningCount all of those
 * @param transactions those that are open
 * @param questions commands to the server that is asked beside, those that run among them; −1 when none is
 */
public record Observation(
        long nanos,
        WireCounters wire,
        List<DataStream> streams,
        EncryptedSessions encrypted,
        List<RunningStatement> running,
        long runningCount,
        OpenTransactions transactions,
        long questions) {
    static final int MAX_RUNNING = 1_000;

    public Observation {
        running = List.copyOf(running);
    }

    /** What two workers see at almost the same instant. */
    Observation plus(Observation more) {
        List<RunningStatement> both = Stream.concat(running.stream(), more.running.stream())
                .sorted(Comparator.comparingLong(RunningStatement::startNanos))
                .limit(MAX_RUNNING)
                .toList();
        return new Observation(
                Math.max(nanos, more.nanos),
                wire.plus(more.wire),
                Stream.concat(streams.stream(), more.streams.stream()).toList(),
                encrypted.plus(more.encrypted),
                both,
                runningCount + more.runningCount,
                transactions.plus(more.transactions),
                questions < 0 ? -1 : questions + more.questions);
    }
}
