package io.hydrophone.agent.host;

import java.io.IOException;
import java.util.List;
import oshi.hardware.CentralProcessor.TickType;

/**
 * Time that all processors together have spent since the start, in a unit that is the same for all.
 *
 * @param user without guests
 * @param system with interrupts
 * @param guest running virtual machines; −1 where it is not known and lies in {@code user}
 */
record CpuTimes(long user, long system, long idle, long iowait, long stolen, long guest) {
    /** Of Linux from {@code /proc/stat}, which knows guests; elsewhere of OSHI. */
    static CpuTimes now() throws IOException {
        return Machine.IS_LINUX
                ? ofProcStat(ProcText.read("/proc/stat"))
                : ofTicks(Machine.hardware().getProcessor().getSystemCpuLoadTicks());
    }

    /** The first line: {@code cpu user nice system idle iowait irq softirq steal guest guest_nice}. */
    static CpuTimes ofProcStat(String text) {
        int end = text.indexOf('\n');
        List<String> words = ProcText.words(end < 0 ? text : text.substring(0, end));
        long[] times = new long[10];
        for (int i = 0; i < times.length; i++) {
            times[i] = Math.max(0, ProcText.number(words, i + 1));
        }
        long guest = times[8] + times[9];
        return new CpuTimes(
                times[0] + times[1] - guest, times[2] + times[5] + times[6], times[3], times[4], times[7], guest);
    }

    private static CpuTimes ofTicks(long[] ticks) {
        return new CpuTimes(
                ticks[TickType.USER.getIndex()] + ticks[TickType.NICE.getIndex()],
                ticks[TickType.SYSTEM.getIndex()] + ticks[TickType.IRQ.getIndex()] + ticks[TickType.SOFTIRQ.getIndex()],
                ticks[TickType.IDLE.getIndex()],
                ticks[TickType.IOWAIT.getIndex()],
                ticks[TickType.STEAL.getIndex()],
                -1);
    }

    /** What was spent since; never less than nothing, though Linux's iowait may go back. */
    CpuTimes since(CpuTimes before) {
        return new CpuTimes(
                Math.max(0, user - before.user),
                Math.max(0, system - before.system),
                Math.max(0, idle - before.idle),
                Math.max(0, iowait - before.iowait),
                Math.max(0, stolen - before.stolen),
                guest < 0 ? -1 : Math.max(0, guest - before.guest));
    }

    long total() {
        return user + system + idle + iowait + stolen + Math.max(0, guest);
    }
}
