package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.text.Patterns;
import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import oshi.hardware.HWDiskStore;

/** What the disks do, as {@code iostat -x} has it: those that were ever used, without their partitions. */
public final class DiskIo implements CheckKind {
    @Override
    public String name() {
        return "io";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public Check read(Section init, Section instance) {
        return new Disks(Patterns.read(instance, "device_blacklist_re"));
    }

    private static final class Disks implements Check {
        private final Pattern excluded;
        private Map<String, DiskCounters> before = Map.of();
        private long beforeNanos;

        Disks(Pattern excluded) {
            this.excluded = excluded;
        }

        @Override
        public void run(Readings out) throws IOException {
            long nanos = System.nanoTime();
            double seconds = (nanos - beforeNanos) / 1e9;
            Map<String, DiskCounters> now = new HashMap<>();
            for (DiskCounters disk : counters()) {
                if (disk.wasUsed() && !Patterns.find(excluded, disk.device())) {
                    now.put(disk.device(), disk);
                    DiskCounters last = before.get(disk.device());
                    if (last != null && disk.reads() >= last.reads() && disk.writes() >= last.writes()) {
                        DiskActivity.between(last, disk, seconds).tell(out, Tags.pair("device", disk.device()));
                    }
                }
            }
            before = now;
            beforeNanos = nanos;
        }

        private static List<DiskCounters> counters() throws IOException {
            if (Machine.IS_LINUX) {
                return DiskCounters.parse(ProcText.read("/proc/diskstats")).stream()
                        .filter(disk ->
                                Files.exists(Path.of("/sys/block", disk.device().replace('/', '!'))))
                        .toList();
            }
            return Machine.hardware().getDiskStores().stream().map(Disks::of).toList();
        }

        private static DiskCounters of(HWDiskStore disk) {
            return new DiskCounters(
                    disk.getName(),
                    disk.getReads(),
                    -1,
                    disk.getReadBytes(),
                    -1,
                    disk.getWrites(),
                    -1,
                    disk.getWriteBytes(),
                    -1,
                    disk.getTransferTime(),
                    -1);
        }
    }
}
