package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.digest.StatementClasses;
import io.hydrophone.digest.report.Diagnosis;
import io.hydrophone.digest.report.Units;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.server.Coverage;
import io.hydrophone.probe.server.ServerView;
import io.hydrophone.probe.server.ServerWatch;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import java.io.PrintStream;
import java.util.concurrent.TimeoutException;

/** What a command that listened says when it ends. */
final class LastWords {
    private LastWords() {}

    /**
     * Prints one line; why nothing was heard, if so; and what ended the listening, if nobody asked for it.
     *
     * @return the exit status
     */
    static int print(Probe probe, PrintStream out, PrintStream err) throws InterruptedException, TimeoutException {
        WireCounters wire = probe.observe().wire();
        CaptureCounters captured = probe.captured();
        ServerWatch server = probe.server();
        if (probe.options().listens()) {
            heard(probe, wire, captured, out);
        }
        if (server != null) {
            out.println("hydrophone: " + coverage(server.view(), probe.options().listens()));
        }
        out.flush();
        Problem problem = probe.problem();
        if (problem != null) {
            err.println("hydrophone: " + problem.text());
            return 1;
        }
        Problem silence = probe.options().listens()
                ? Diagnosis.of(wire, captured, probe.options().ports(), probe.queries())
                : null;
        if (silence != null) {
            err.println("hydrophone: " + silence.text());
        }
        return 0;
    }

    private static void heard(Probe probe, WireCounters wire, CaptureCounters captured, PrintStream out) {
        out.println("hydrophone: heard " + Units.count(probe.queries()) + " queries on " + Units.count(wire.sessions())
                + " sessions (" + Units.count(wire.tlsSessions()) + " encrypted) in "
                + Units.duration(probe.uptimeNanos()) + "; " + Units.count(captured.packets()) + " packets, "
                + Units.count(captured.kernelDrops()) + " dropped, " + Units.count(wire.gaps()) + " gaps");
        Summary all = probe.sinceStart();
        if (all.counts().sampling().isSampled()) {
            out.println("hydrophone: " + all.counts().sampling() + " of the sessions were heard ("
                    + Units.count(wire.sampledOutSessions()) + " known to be left out); estimated in all: "
                    + Units.count(StatementClasses.total(all).tally().estimatedCount()) + " queries");
        }
    }

    private static String coverage(ServerView view, boolean listens) {
        if (!view.total().isKnown()) {
            return view.version() == null ? "the server told nothing" : "the server was asked nothing";
        }
        Coverage total = view.total();
        String asked = "the server was asked " + Units.count(total.questions()) + " questions";
        return listens
                ? asked + ", of which " + Units.count(total.heard()) + " were heard (" + total.percent() + ")"
                : asked;
    }
}
