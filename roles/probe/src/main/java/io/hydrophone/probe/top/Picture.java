package io.hydrophone.probe.top;

import io.hydrophone.core.Problem;
import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.StatementClasses;
import io.hydrophone.digest.report.Diagnosis;
import io.hydrophone.probe.Observation;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.Pulse;
import io.hydrophone.probe.SampleState;
import io.hydrophone.probe.server.ServerView;
import io.hydrophone.wire.source.CaptureCounters;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * All that one screen shows, of one moment.
 *
 * @param time of day
 * @param seconds over which statements are shown
 * @param load over those seconds
 * @param second of the last second
 * @param history of each of the last seconds, oldest first
 * @param statements in those seconds, in no order
 * @param detail of one statement since the start; null when none is looked at
 * @param server how it stands with the server that is asked; null when none is
 * @param sampling which part of the sessions is heard
 * @param silence why nothing has been heard, once that is odd; else null
 */
record Picture(
        String title,
        LocalTime time,
        long uptimeNanos,
        int seconds,
        Pulse load,
        Pulse second,
        List<Pulse> history,
        List<StatementClass> statements,
        StatementClass detail,
        Observation observation,
        CaptureCounters captured,
        ServerView server,
        SampleState sampling,
        Problem silence) {
    static final int HISTORY = 60;

    /** For so long nobody wonders. */
    private static final long PATIENCE = 5_000_000_000L;

    /** @param digest of the statement that is looked at, or null */
    static Picture take(Probe probe, int seconds, Long digest) throws TimeoutException, InterruptedException {
        Observation seen = probe.observe();
        CaptureCounters captured = probe.captured();
        return new Picture(
                probe.options().devices() + " port " + probe.options().ports(),
                LocalTime.now(ZoneId.systemDefault()),
                probe.uptimeNanos(),
                seconds,
                probe.pulse(seconds),
                probe.pulse(1),
                probe.pulses(HISTORY),
                StatementClasses.of(probe.last(seconds)),
                digest == null ? null : find(StatementClasses.of(probe.sinceStart()), digest),
                seen,
                captured,
                probe.server() == null ? null : probe.server().view(),
                probe.sampling(),
                probe.uptimeNanos() < PATIENCE
                        ? null
                        : Diagnosis.of(seen.wire(), captured, probe.options().ports(), probe.queries()));
    }

    /** Of the statements in the window, or null. */
    StatementClass statement(long digest) {
        return find(statements, digest);
    }

    /** How many seconds the window really has, at least 1: fewer just after the start. */
    int span() {
        return Math.max(1, load.seconds());
    }

    private static StatementClass find(List<StatementClass> statements, long digest) {
        return statements.stream()
                .filter(statement -> statement.digest() == digest)
                .findFirst()
                .orElse(null);
    }
}
