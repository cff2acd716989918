package io.hydrophone.agent.mysql;

import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.ReadableServer;
import io.hydrophone.client.reading.Reading;
import io.hydrophone.client.reading.Snapshot;
import java.time.Duration;

/**
 * A server that a collector asks. Each answer is one of now, because rates are made of it, but shared with whoever asks for the
 * same meanwhile.
 */
record Asked(ReadableServer server) {
    /** Longer than the reading's own limit, within which it ends. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    Snapshot now(Reading reading) throws ServerFailure, InterruptedException {
        return server.latest(reading, Duration.ZERO, reading.limit().plus(GRACE));
    }

    /** For what hardly changes. */
    Snapshot recent(Reading reading, Duration maxAge) throws ServerFailure, InterruptedException {
        return server.latest(reading, maxAge, reading.limit().plus(GRACE));
    }
}
