package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.text.Patterns;
import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import oshi.software.os.OSFileStore;

/** How full the file systems are, in KiB and inodes, under dd-agent's names and keys. */
public final class Disk implements CheckKind {
    private static final double KIBI = 1024;

    /** In memory, or images that are always full. */
    private static final List<String> NOT_DISKS =
            List.of("tmpfs", "devtmpfs", "ramfs", "autofs", "squashfs", "iso9660", "overlay");

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public Check read(Section init, Section instance) {
        return new FileSystems(
                instance.flag("use_mount", false),
                instance.flag("tag_by_filesystem", false),
                instance.flag("all_partitions", false),
                Set.copyOf(instance.list("excluded_filesystems", text -> text, List.of())),
                Set.copyOf(instance.list("excluded_disks", text -> text, List.of())),
                Patterns.read(instance, "excluded_disk_re"),
                Patterns.read(instance, "excluded_mountpoint_re"));
    }

    /**
     * The check.
     *
     * @param all also those over a network, which may block for long, and those that are no disks
     */
    private record FileSystems(
            boolean byMount,
            boolean tagged,
            boolean all,
            Set<String> types,
            Set<String> disks,
            Pattern disk,
            Pattern mount)
            implements Check {
        @Override
        public void run(Readings out) {
            Set<String> told = new HashSet<>();
            for (OSFileStore store : Machine.system().getFileSystem().getFileStores(!all)) {
                String device = byMount ? store.getMount() : store.getVolume();
                // A disk that is mounted twice is told once, as what is mounted first.
                if (store.getTotalSpace() > 0 && !isExcluded(store) && told.add(device)) {
                    Tags tags = Tags.pair("device", device);
                    tell(store, tagged ? tags.and("filesystem", store.getType()) : tags, out);
                }
            }
        }

        private boolean isExcluded(OSFileStore store) {
            return (!all && NOT_DISKS.contains(store.getType()))
                    || types.contains(store.getType())
                    || disks.contains(store.getVolume())
                    || Patterns.find(disk, store.getVolume())
                    || Patterns.find(mount, store.getMount());
        }

        private static void tell(OSFileStore store, Tags tags, Readings out) {
            double used = store.getTotalSpace() - store.getFreeSpace();
            double free = store.getUsableSpace();
            out.gauge("system.disk.total", store.getTotalSpace() / KIBI, tags);
            out.gauge("system.disk.used", used / KIBI, tags);
            out.gauge("system.disk.free", free / KIBI, tags);
            // As df: what is kept for root counts as neither.
            out.gauge("system.disk.in_use", used / (used + free), tags);
            long inodes = store.getTotalInodes();
            if (inodes > 0) {
                long freeInodes = store.getFreeInodes();
                out.gauge("system.fs.inodes.total", (double) inodes, tags);
                out.gauge("system.fs.inodes.used", (double) (inodes - freeInodes), tags);
                out.gauge("system.fs.inodes.free", (double) freeInodes, tags);
                out.gauge("system.fs.inodes.in_use", (double) (inodes - freeInodes) / inodes, tags);
            }
        }
    }
}
