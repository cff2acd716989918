package io.hydrophone.traffic.replay;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a replay has done so far, counted by many threads. */
final class Tally {
    /** Errors by number are few; this is for a server that invents them. */
    private static final int MAX_ERRORS = 1_000;

    private record ErrorCount(String message, LongAdder count) {}

    final LongAdder sessions = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder failedSessions = new LongAdder();
    final LongAdder reconnects = new LongAdder();
    final LongAdder commands = new LongAdder();
    final LongAdder errors = new LongAdder();
    final LongAdder newErrors = new LongAdder();
    final LongAdder goneErrors = new LongAdder();
    final LongAdder aborted = new LongAdder();
    final LongAdder rows = new LongAdder();
    final LongAdder skipped = new LongAdder();
    private final Map<String, LongAdder> skippedByReason = new ConcurrentHashMap<>();
    private final Map<Integer, ErrorCount> errorsByCode = new ConcurrentHashMap<>();

    void skipped(String reason) {
        skipped.increment();
        LongAdder count = skippedByReason.get(reason);
        if (count == null) {
            count = skippedByReason.computeIfAbsent(reason, key -> new LongAdder());
        }
        count.increment();
    }

    void error(int code, String message) {
        errors.increment();
        ErrorCount count = errorsByCode.get(code);
        if (count == null && errorsByCode.size() < MAX_ERRORS) {
            count = errorsByCode.computeIfAbsent(code, key -> new ErrorCount(message, new LongAdder()));
        }
        if (count != null) {
            count.count.increment();
        }
    }

    Map<String, Long> skippedByReason() {
        Map<String, Long> all = new TreeMap<>();
        skippedByReason.forEach((reason, count) -> all.put(reason, count.sum()));
        return all;
    }

    Map<Integer, ReplayFigures.ErrorFigure> errorsByCode() {
        Map<Integer, ReplayFigures.ErrorFigure> all = new TreeMap<>();
        errorsByCode.forEach(
                (code, error) -> all.put(code, new ReplayFigures.ErrorFigure(error.message, error.count.sum())));
        return all;
    }
}
