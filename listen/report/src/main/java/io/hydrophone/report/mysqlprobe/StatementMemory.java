package io.hydrophone.report.mysqlprobe;

import io.hydrophone.digest.summary.StatementKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a stream of messages has told of each statement of each database, as long as it comes again within half an hour. */
final class StatementMemory {
    private static final long SECOND = 1_000_000_000L;

    /** mysql-probe's rules: a text again after five minutes, a sample after ten seconds. */
    private static final long TEMPLATE_NANOS = 300 * SECOND;

    private static final long SAMPLE_NANOS = 10 * SECOND;
    private static final long IDLE_NANOS = 1_800 * SECOND;
    private static final int MAX_STATEMENTS = 20_000;

    /** What is remembered of one statement. */
    static final class Entry {
        private static final long NEVER = Long.MIN_VALUE / 2;

        final String key;
        final RecentLatency latency = new RecentLatency();
        private long templateTold = NEVER;
        private long sampleTold = NEVER;
        private long seen;

        private Entry(String key) {
            this.key = key;
        }

        /** Whether the text is due; then it counts as told. */
        boolean tellTemplate(long now) {
            boolean due = now - templateTold > TEMPLATE_NANOS;
            templateTold = due ? now : templateTold;
            return due;
        }

        /** The same of a sample. */
        boolean tellSample(long now) {
            boolean due = now - sampleTold >= SAMPLE_NANOS;
            sampleTold = due ? now : sampleTold;
            return due;
        }
    }

    /** The one that was not met for longest first. */
    private final Map<StatementKey, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);

    Entry of(StatementKey key, String template, long now) {
        Entry entry = entries.computeIfAbsent(key, k -> new Entry(md5(template)));
        entry.seen = now;
        return entry;
    }

    void forgetTemplates() {
        entries.values().forEach(entry -> entry.templateTold = Entry.NEVER);
    }

    void expire(long now) {
        var oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            boolean old = now - oldest.next().seen > IDLE_NANOS;
            if (!old && entries.size() <= MAX_STATEMENTS) {
                return;
            }
            oldest.remove();
        }
    }

    private static String md5(String template) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(template.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }
}
