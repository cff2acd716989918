package io.hydrophone.topology.instance;

import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.ReadableServer;
import io.hydrophone.client.reading.Reading;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import io.hydrophone.core.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks one server for one thing after another until a deadline. What the account may not read is noted and passed over; when the server no
 * longer answers, nothing more is asked.
 */
final class Answers {
    private final ReadableServer server;
    private final long deadline;
    private final List<Problem> problems = new ArrayList<>();
    private ServerFailure brokenOff;

    Answers(ReadableServer server, Duration deadline) {
        this.server = server;
        this.deadline = System.nanoTime() + deadline.toNanos();
    }

    /** What the rest makes no sense without. */
    Snapshot first(Reading reading) throws ServerFailure, InterruptedException {
        return server.latest(reading, Duration.ZERO, left());
    }

    /** The answer; null when there is none. */
    Snapshot ask(Reading reading) throws InterruptedException {
        if (brokenOff != null) {
            return null;
        }
        try {
            return server.latest(reading, Duration.ZERO, left());
        } catch (ServerFailure e) {
            switch (e.kind()) {
                case DENIED, FAILED -> problems.add(e.problem());
                case UNREACHABLE, REFUSED, LATE -> brokenOff = e;
            }
            return null;
        }
    }

    /** The rows; null when there is no answer. */
    List<SnapshotRow> rows(Reading reading) throws InterruptedException {
        Snapshot snapshot = ask(reading);
        return snapshot == null ? null : snapshot.rows();
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    void note(Problem problem) {
        problems.add(problem);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Why nothing more was asked; null when all was. */
    ServerFailure brokenOff() {
        return brokenOff;
    }
}
