package io.hydrophone.traffic.compare.recordings;

import io.hydrophone.digest.report.Units;
import io.hydrophone.traffic.compare.Comparison;
import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.Pairing;
import io.hydrophone.traffic.recording.Losses;
import io.hydrophone.traffic.recording.ReadingCounters;
import io.hydrophone.traffic.recording.RecordingHeader;
import io.hydrophone.traffic.recording.RecordingReader;
import io.hydrophone.traffic.recording.TrafficSource;
import java.util.ArrayList;
import java.util.List;

/** Compares two recordings. */
public final class RecordingComparison {
    private RecordingComparison() {}

    /**
     * Reads both to their ends: command by command where one is a replay of the other, or both are of a third; else as two samples.
     *
     * @param sourceName the name by which a reader of the report knows it
     */
    public static ComparisonReport of(TrafficSource source, String sourceName, TrafficSource target, String targetName)
            throws InterruptedException {
        String origin = origin(source);
        Pairing pairing = !origin.isEmpty() && origin.equals(origin(target)) ? Pairing.COMMANDS : Pairing.SAMPLES;
        Comparison comparison = new Comparison(pairing);
        RecordedCommands before = new RecordedCommands(source);
        RecordedCommands after = new RecordedCommands(target);
        if (pairing == Pairing.COMMANDS) {
            new CommandJoin(before, after, comparison).run();
        } else {
            for (RecordedCommand command = before.next(); command != null; command = before.next()) {
                comparison.source(command.statement(), command.answer());
            }
            for (RecordedCommand command = after.next(); command != null; command = after.next()) {
                comparison.target(command.statement(), command.answer());
            }
        }
        List<String> notes = new ArrayList<>();
        damage("the source", source, notes);
        damage("the target", target, notes);
        losses("the source", before.losses(), notes);
        losses("the target", after.losses(), notes);
        return comparison.report(sourceName, targetName, notes);
    }

    /** The recording whose sessions and numbers it has; "" unknown. */
    private static String origin(TrafficSource source) {
        RecordingHeader header = source instanceof RecordingReader reader ? reader.header() : null;
        return header == null ? "" : header.metadata().getOrDefault(RecordingHeader.REPLAY_OF, header.recording());
    }

    private static void damage(String which, TrafficSource source, List<String> notes) {
        if (!(source instanceof RecordingReader reader)) {
            return;
        }
        ReadingCounters read = reader.counters();
        note(which, "could not be read to the end in", read.malformedBlocks() + read.damagedBlocks(), "blocks", notes);
        note(which, "lacks", read.missingBlocks(), "blocks", notes);
        note(which, "was cut off, which cost", read.tornBytes(), "bytes", notes);
    }

    private static void losses(String which, Losses losses, List<String> notes) {
        if (losses == null) {
            return;
        }
        note(which, "was recorded while the kernel dropped", losses.kernelDrops(), "packets", notes);
        note(which, "was recorded with", losses.gaps(), "gaps in its connections", notes);
        note(which, "lacks", losses.queueFull(), "events that found no room when it was recorded", notes);
        note(which, "lacks", losses.encryptedSessions(), "sessions that were encrypted", notes);
    }

    private static void note(String which, String verb, long count, String what, List<String> notes) {
        if (count > 0) {
            notes.add(which + " " + verb + " " + Units.count(count) + " " + what);
        }
    }
}
