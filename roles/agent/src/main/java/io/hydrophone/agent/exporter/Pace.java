package io.hydrophone.agent.exporter;

import java.time.Duration;

/**
 * How often a collector is worth asking the server, and how long it may take.
 *
 * @param maxAge an answer as young as this is given again, whoever asks
 * @param deadline after which the server gives up
 */
record Pace(Duration maxAge, Duration deadline) {
    /** Two scrapers share one answer; one alone always gets a new one. */
    static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(8));
}
