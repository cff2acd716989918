package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.core.Tags;

/** What a disk did between two looks at it. */
final class DiskActivity {
    private static final double KIBI = 1024;
    private static final double SECTOR_BYTES = 512;

    private final double seconds;
    private final long reads;
    private final long readMerges;
    private final long readBytes;
    private final long readMillis;
    private final long writes;
    private final long writeMerges;
    private final long writeBytes;
    private final long writeMillis;
    private final long busyMillis;
    private final long queueMillis;

    private DiskActivity(DiskCounters before, DiskCounters now, double seconds) {
        this.seconds = seconds;
        reads = now.reads() - before.reads();
        readMerges = since(before.readMerges(), now.readMerges());
        readBytes = since(before.readBytes(), now.readBytes());
        readMillis = since(before.readMillis(), now.readMillis());
        writes = now.writes() - before.writes();
        writeMerges = since(before.writeMerges(), now.writeMerges());
        writeBytes = since(before.writeBytes(), now.writeBytes());
        writeMillis = since(before.writeMillis(), now.writeMillis());
        busyMillis = since(before.busyMillis(), now.busyMillis());
        queueMillis = since(before.queueMillis(), now.queueMillis());
    }

    static DiskActivity between(DiskCounters before, DiskCounters now, double seconds) {
        return new DiskActivity(before, now, seconds);
    }

    /** −1 where it is not known, or its 32 bits on an old kernel went round. */
    private static long since(long before, long now) {
        return before < 0 || now < before ? -1 : now - before;
    }

    /** Says it under the names of dd-agent, which are those of iostat. */
    void tell(Readings out, Tags disk) {
        long requests = reads + writes;
        perSecond(out, "system.io.r_s", reads, 1, disk);
        perSecond(out, "system.io.w_s", writes, 1, disk);
        perSecond(out, "system.io.rrqm_s", readMerges, 1, disk);
        perSecond(out, "system.io.wrqm_s", writeMerges, 1, disk);
        perSecond(out, "system.io.rkb_s", readBytes, KIBI, disk);
        perSecond(out, "system.io.wkb_s", writeBytes, KIBI, disk);
        perSecond(out, "system.io.avg_q_sz", queueMillis, 1000, disk);
        perSecond(out, "system.disk.read_time_pct", readMillis, 10, disk);
        perSecond(out, "system.disk.write_time_pct", writeMillis, 10, disk);
        if (busyMillis >= 0) {
            out.gauge("system.io.util", Math.min(100, busyMillis / seconds / 10), disk);
            mean(out, "system.io.svctm", busyMillis, requests, disk);
        }
        if (readBytes >= 0 && writeBytes >= 0 && requests > 0) {
            out.gauge("system.io.avg_rq_sz", (readBytes + writeBytes) / SECTOR_BYTES / requests, disk);
        }
        mean(out, "system.io.r_await", readMillis, reads, disk);
        mean(out, "system.io.w_await", writeMillis, writes, disk);
        if (readMillis >= 0 && writeMillis >= 0) {
            mean(out, "system.io.await", readMillis + writeMillis, requests, disk);
        }
    }

    private void perSecond(Readings out, String name, long amount, double unit, Tags disk) {
        if (amount >= 0) {
            out.gauge(name, amount / unit / seconds, disk);
        }
    }

    /** Where there was no request, no time is known; iostat shows 0. */
    private static void mean(Readings out, String name, long millis, long requests, Tags disk) {
        if (millis >= 0 && requests > 0) {
            out.gauge(name, (double) millis / requests, disk);
        }
    }
}
