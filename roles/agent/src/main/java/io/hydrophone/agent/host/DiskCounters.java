package io.hydrophone.agent.host;

import java.util.ArrayList;
import java.util.List;

/**
 * What a disk has done since the start. What a system does not tell is −1.
 *
 * @param readMerges reads that were joined with one before
 * @param readMillis that all reads together took
 * @param busyMillis during which there was at least one request
 * @param queueMillis sum over all requests of the time that each was there
 */
record DiskCounters(
        String device,
        long reads,
        long readMerges,
        long readBytes,
        long readMillis,
        long writes,
        long writeMerges,
        long writeBytes,
        long writeMillis,
        long busyMillis,
        long queueMillis) {
    /** Of {@code /proc/diskstats}, whatever the disk's own sectors are. */
    private static final int SECTOR_BYTES = 512;

    private static final int COLUMNS = 14;

    boolean wasUsed() {
        return reads > 0 || writes > 0;
    }

    /** {@code /proc/diskstats} (Documentation/admin-guide/iostats.rst): disks and partitions. */
    static List<DiskCounters> parse(String text) {
        List<DiskCounters> disks = new ArrayList<>();
        text.lines().forEach(line -> {
            List<String> words = ProcText.words(line);
            if (words.size() >= COLUMNS && ProcText.number(words, 3) >= 0) {
                disks.add(new DiskCounters(
                        words.get(2),
                        ProcText.number(words, 3),
                        ProcText.number(words, 4),
                        bytes(ProcText.number(words, 5)),
                        ProcText.number(words, 6),
                        ProcText.number(words, 7),
                        ProcText.number(words, 8),
                        bytes(ProcText.number(words, 9)),
                        ProcText.number(words, 10),
                        ProcText.number(words, 12),
                        ProcText.number(words, 13)));
            }
        });
        return disks;
    }

    private static long bytes(long sectors) {
        return sectors < 0 || sectors > Long.MAX_VALUE / SECTOR_BYTES ? -1 : sectors * SECTOR_BYTES;
    }
}
