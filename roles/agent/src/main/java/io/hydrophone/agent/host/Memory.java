package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.config.Section;
import java.io.IOException;
import java.util.Map;
import oshi.hardware.GlobalMemory;
import oshi.hardware.VirtualMemory;

/** Memory and swap in MiB, as dd-agent has them; shares from 0 to 1. */
public final class Memory implements CheckKind {
    private static final double MEBI = 1 << 20;
    private static final double KIBI_IN_MEBI = 1 << 10;

    /** What only Linux tells: a metric, and its line of {@code /proc/meminfo}. */
    private static final Map<String, String> LINES = Map.of(
            "system.mem.free", "MemFree",
            "system.mem.buffered", "Buffers",
            "system.mem.cached", "Cached",
            "system.mem.shared", "Shmem",
            "system.mem.slab", "Slab",
            "system.mem.page_tables", "PageTables",
            "system.swap.cached", "SwapCached");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public Check read(Section init, Section instance) {
        return Memory::measure;
    }

    private static void measure(Readings out) throws IOException {
        GlobalMemory memory = Machine.hardware().getMemory();
        double total = memory.getTotal();
        double usable = memory.getAvailable();
        out.gauge("system.mem.total", total / MEBI);
        out.gauge("system.mem.usable", usable / MEBI);
        out.gauge("system.mem.pct_usable", usable / total);
        if (Machine.IS_LINUX) {
            Map<String, Long> lines = MemInfo.parse(ProcText.read("/proc/meminfo"));
            LINES.forEach((metric, line) -> {
                if (lines.containsKey(line)) {
                    out.gauge(metric, lines.get(line) / KIBI_IN_MEBI);
                }
            });
            out.gauge("system.mem.used", total / MEBI - lines.getOrDefault("MemFree", 0L) / KIBI_IN_MEBI);
        } else {
            out.gauge("system.mem.used", (total - usable) / MEBI);
        }
        swap(memory.getVirtualMemory(), memory.getPageSize(), out);
    }

    private static void swap(VirtualMemory swap, long pageSize, Readings out) {
        double total = swap.getSwapTotal();
        double used = swap.getSwapUsed();
        out.gauge("system.swap.total", total / MEBI);
        out.gauge("system.swap.used", used / MEBI);
        out.gauge("system.swap.free", (total - used) / MEBI);
        if (total > 0) {
            out.gauge("system.swap.pct_free", (total - used) / total);
        }
        out.rate("system.swap.swapped_in", (double) swap.getSwapPagesIn() * pageSize);
        out.rate("system.swap.swapped_out", (double) swap.getSwapPagesOut() * pageSize);
    }
}
