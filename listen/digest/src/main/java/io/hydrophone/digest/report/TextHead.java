package io.hydrophone.digest.report;

import io.hydrophone.digest.log.LogCounters;
import io.hydrophone.digest.summary.Sampling;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Tally;
import io.hydrophone.wire.DataStream;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The report's first lines: what was read, how much it was, and what could not be heard. */
final class TextHead {
    private final Report report;
    private final Styles styles;
    private final StringBuilder out;

    TextHead(Report report, Styles styles, StringBuilder out) {
        this.report = report;
        this.styles = styles;
        this.out = out;
    }

    void render() {
        Heard heard = report.heard();
        Summary summary = report.summary();
        out.append(styles.strong(SqlText.line(heard.title()))).append('\n');
        if (summary.toNanos() > summary.fromNanos() && summary.fromNanos() > 0) {
            String span = Clock.dateTime(summary.fromNanos()) + " to " + Clock.time(summary.toNanos()) + " UTC, "
                    + Units.duration(report.spanNanos());
            out.append(styles.faint(span)).append('\n');
        }
        out.append('\n');
        queries();
        sampled(summary.counts().sampling());
        if (heard.capture() != null) {
            captured(heard.capture(), heard.wire());
        }
        if (heard.log() != null) {
            logged(heard.log());
        }
        if (!summary.commands().isEmpty()) {
            line("commands", TextReport.commands(summary.commands()));
        }
        beside(summary.counts());
        out.append('\n');
    }

    private void queries() {
        Tally tally = report.total().tally();
        double seconds = report.spanNanos() / 1e9;
        StringBuilder text = new StringBuilder(Units.count(tally.count()));
        text.append(", of ").append(Units.count(report.classes().size())).append(" different statements");
        if (seconds >= 0.001 && tally.count() > 1) {
            text.append(", ")
                    .append(Units.count(Math.round(tally.count() / seconds)))
                    .append("/s");
        }
        if (report.total().total().sum() > 0) {
            text.append(", ")
                    .append(Units.duration(report.total().total().sum()))
                    .append(" of time");
            if (seconds > 0) {
                text.append(" (")
                        .append(Units.threeDigits(report.total().total().sum() / 1e9 / seconds))
                        .append(" at a time)");
            }
        }
        line("queries", text.toString());
        if (tally.errors() > 0) {
            line(
                    "errors",
                    styles.bad(Units.count(tally.errors()) + " ("
                            + Units.percent((double) tally.errors() / tally.count()) + ")"));
        }
        long incomplete = tally.lost() + tally.aborted() + tally.unfinished();
        if (incomplete > 0) {
            line(
                    "incomplete",
                    styles.bad(Units.count(tally.lost()) + " lost, " + Units.count(tally.aborted()) + " aborted, "
                            + Units.count(tally.unfinished()) + " unfinished"));
        }
        if (report.summary().counts().slowNanos() >= 0) {
            line(
                    "slow",
                    Units.count(tally.slow()) + " took "
                            + Units.duration(report.summary().counts().slowNanos()) + " or longer");
        }
    }

    private void captured(CaptureCounters capture, WireCounters wire) {
        line("packets", Units.count(capture.packets()) + ", " + Units.bytes(capture.bytes()));
        if (capture.kernelDrops() > 0) {
            line("dropped", styles.bad(Units.count(capture.kernelDrops()) + " packets by the kernel"));
        }
        if (capture.truncatedFile()) {
            line("cut off", styles.bad("the file ends in the middle of a packet"));
        }
        StringBuilder sessions = new StringBuilder(Units.count(wire.sessions()));
        part(sessions, wire.midstreamSessions(), "met in the middle");
        if (wire.midstreamCommands() > 0) {
            sessions.append(" (of ")
                    .append(Units.count(wire.midstreamCommands()))
                    .append(" commands)");
        }
        part(sessions, wire.tlsSessions(), "encrypted");
        part(sessions, wire.xProtocolSessions(), "X Protocol");
        part(sessions, wire.refusedSessions(), "of them not with the key log's secret");
        part(sessions, wire.decryptedSessions(), "decrypted");
        part(sessions, wire.unrecognised(), "no MySQL");
        part(sessions, wire.evictedSessions(), "forgotten for room");
        part(sessions, wire.failedLogins(), "failed logins");
        part(sessions, wire.sampledOutSessions(), "more left out by sampling");
        line("sessions", sessions.toString());
        if (wire.streams() > 0) {
            line("streams", streams(wire.streams()));
        }
        if (wire.gaps() > 0 || wire.unparsed() > 0) {
            String text = Units.count(wire.gaps()) + " gaps of " + Units.bytes(wire.lostBytes()) + ", "
                    + Units.count(wire.unparsed()) + " packets not understood";
            line("losses", styles.bad(text));
        }
    }

    /** By kind, with the bytes heard of them. */
    private String streams(long met) {
        Map<DataStream.Kind, LongSummaryStatistics> kinds = report.heard().streams().stream()
                .collect(Collectors.groupingBy(
                        DataStream::kind, TreeMap::new, Collectors.summarizingLong(DataStream::bytes)));
        StringBuilder text = new StringBuilder(Units.count(met));
        kinds.forEach((kind, bytes) -> text.append(", ")
                .append(Units.count(bytes.getCount()))
                .append(' ')
                .append(kind.label())
                .append(" of ")
                .append(Units.bytes(bytes.getSum())));
        return text.toString();
    }

    private void sampled(Sampling sampling) {
        if (!sampling.isSampled()) {
            return;
        }
        long estimated = report.total().tally().estimatedCount();
        line(
                "sampled",
                styles.bad(
                        sampling.changed()
                                ? sampling + " of the sessions; estimated in all: about " + Units.count(estimated)
                                        + " queries"
                                : sampling + " of the sessions: counts × "
                                        + sampling.coarsest().denominator() + " are estimates, about "
                                        + Units.count(estimated) + " queries in all"));
    }

    private void logged(LogCounters log) {
        String unparsed = log.unparsed() == 0 ? "" : ", " + Units.count(log.unparsed()) + " not understood";
        line("log", Units.count(log.lines()) + " lines, " + Units.bytes(log.bytes()) + unparsed);
    }

    private void beside(Summary.Bookkeeping counts) {
        if (counts.filteredOut() > 0) {
            line("filtered", Units.count(counts.filteredOut()) + " commands left out by the filters");
        }
        if (counts.evictedRows() > 0) {
            line("bounded", Units.count(counts.evictedRows()) + " rarely used rows are counted as (other statements)");
        }
    }

    private static void part(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(Units.count(count)).append(' ').append(what);
        }
    }

    private void line(String name, String text) {
        out.append("  ").append(styles.faint(name + " ".repeat(Math.max(1, 12 - name.length()))));
        out.append(text).append('\n');
    }
}
