package io.hydrophone.probe.top;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.report.Units;
import io.hydrophone.probe.Pulse;
import io.hydrophone.probe.SampleState;
import io.hydrophone.probe.server.Coverage;
import io.hydrophone.probe.server.ServerView;
import io.hydrophone.wire.WireCounters;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The lines above everything: how much, how slow, and what was not heard. */
final class Head {
    private static final int WIDE = 110;

    private Head() {}

    static void draw(Picture picture, View view, int width, List<Line> lines) {
        lines.add(title(picture, view, width));
        lines.add(load(picture, width));
        lines.add(heard(picture));
    }

    private static Line title(Picture picture, View view, int width) {
        Line line = Line.of("hydrophone", Style.HEADING)
                .add("  " + picture.title())
                .add("  up " + Units.duration(picture.uptimeNanos()), Style.FAINT);
        if (view.paused) {
            line.add("  PAUSED", Style.WARN);
        }
        String time = picture.time().truncatedTo(ChronoUnit.SECONDS).toString();
        return line.right(time.length() == 5 ? time + ":00" : time, width, Style.FAINT);
    }

    private static Line load(Picture picture, int width) {
        Pulse second = picture.second();
        Line line = Line.of(Units.count(second.queries()), Style.STRONG).add(" queries/s ");
        line.add(
                Bars.upright(picture.history(), width >= WIDE ? Picture.HISTORY / 2 : 8, Pulse::queries), Style.ACCENT);
        long errors = second.errors();
        line.add("  ")
                .add(Units.count(errors), errors > 0 ? Style.BAD : Style.STRONG)
                .add(" errors/s");
        LatencyDistribution total = picture.load().total();
        quantile(line, "p50", total.quantile(0.50));
        quantile(line, "p95", total.quantile(0.95));
        quantile(line, "p99", total.quantile(0.99));
        if (width >= WIDE) {
            quantile(line, "max", total.max());
        }
        return line;
    }

    private static void quantile(Line line, String name, long nanos) {
        line.add("  " + name + " ").add(Units.duration(nanos), Style.STRONG);
    }

    private static Line heard(Picture picture) {
        WireCounters wire = picture.observation().wire();
        Line line =
                new Line().add(Units.count(wire.openSessions()), Style.STRONG).add(" sessions open");
        if (wire.tlsSessions() > 0) {
            line.add("  " + Units.count(wire.tlsSessions()) + " encrypted, not heard", Style.WARN);
        } else {
            line.add("  0 encrypted");
        }
        server(line, picture.server());
        SampleState sampling = picture.sampling();
        if (!sampling.ratio().isAll()) {
            String why = sampling.reason() == SampleState.Reason.CPU_LIMIT ? " (cpu limit)" : "";
            line.add("  " + sampling.ratio() + " of sessions heard" + why, Style.WARN);
        }
        boolean whole = true;
        whole &= loss(line, picture.captured().kernelDrops(), "packets dropped");
        whole &= loss(line, wire.gaps(), "gaps");
        whole &= loss(line, wire.unparsed() + wire.unrecognised(), "unparsed");
        whole &= loss(line, wire.evictedSessions(), "evicted");
        return whole ? line.add("  nothing lost", Style.GOOD) : line;
    }

    /** Of what the server was asked in the last minute, the share that was heard. */
    private static void server(Line line, ServerView server) {
        if (server == null) {
            return;
        }
        Coverage minute = server.lastMinute();
        if (minute.isKnown()) {
            line.add("  heard ")
                    .add(minute.percent(), minute.unheard() == 0 ? Style.GOOD : Style.WARN)
                    .add(" of the server's questions");
        } else if (!server.problems().isEmpty()) {
            line.add("  server: " + server.problems().getFirst().code(), Style.WARN);
        }
    }

    private static boolean loss(Line line, long count, String what) {
        if (count > 0) {
            line.add("  " + Units.count(count) + " " + what, Style.BAD);
        }
        return count == 0;
    }
}
