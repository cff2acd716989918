package io.hydrophone.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.LiveCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against this machine, which says the same elsewhere. */
class HostMetricsTest {
    @TempDir
    private Path directory;

    @Test
    void processorsSpendTheirTimeOnSomething() throws Exception {
        try (LiveCheck cpu = LiveCheck.of(new Cpu(), directory)) {
            assertThat(cpu.run().values()).isEmpty();
            spin();
            Map<String, Double> shares = cpu.run().values();
            assertThat(shares.keySet())
                    .contains(
                            "system.cpu.user",
                            "system.cpu.system",
                            "system.cpu.idle",
                            "system.cpu.iowait",
                            "system.cpu.stolen");
            assertThat(shares.values().stream().mapToDouble(Double::doubleValue).sum())
                    .isCloseTo(100, within(0.01));
            assertThat(shares.get("system.cpu.user")).isPositive();
        }
    }

    /** Some clock ticks of a hundredth of a second of processor time. */
    private static void spin() {
        long before =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
        long spent;
        do {
            spent = ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElseThrow()
                            .toNanos()
                    - before;
        } while (spent < TimeUnit.MILLISECONDS.toNanos(100));
    }

    @Test
    void loadIsThatOfTheSystem() throws Exception {
        Map<String, Double> values = once(new Load());
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(values).containsKeys("system.load.1", "system.load.5", "system.load.15");
        assertThat(values.get("system.load.norm.5") * processors).isCloseTo(values.get("system.load.5"), within(1e-9));
    }

    @Test
    void memoryAddsUp() throws Exception {
        Map<String, Double> values = once(new Memory());
        double total = MemInfo.parse(ProcText.read("/proc/meminfo")).get("MemTotal") / 1024.0;
        assertThat(values.get("system.mem.total")).isCloseTo(total, within(0.01));
        assertThat(values.get("system.mem.pct_usable")).isBetween(0.0, 1.0);
        assertThat(values.get("system.mem.used") + values.get("system.mem.free"))
                .isCloseTo(total, within(100.0));
        assertThat(values)
                .containsKeys(
                        "system.mem.usable",
                        "system.mem.buffered",
                        "system.mem.cached",
                        "system.mem.shared",
                        "system.mem.slab",
                        "system.mem.page_tables",
                        "system.swap.total",
                        "system.swap.free",
                        "system.swap.used",
                        "system.swap.cached");
    }

    @Test
    void diskSpaceIsThatOfTheFileSystem() throws Exception {
        try (LiveCheck disk = LiveCheck.of(new Disk(), directory, "use_mount: true", "all_partitions: true")) {
            FileStore root = Files.getFileStore(Path.of("/"));
            Map<String, Double> values = disk.run().values();
            assertThat(values.get("system.disk.total{device:/}")).isEqualTo(root.getTotalSpace() / 1024.0);
            assertThat(values.get("system.disk.free{device:/}"))
                    .isCloseTo(root.getUsableSpace() / 1024.0, within(root.getTotalSpace() / 1024.0 / 10));
            assertThat(values.get("system.disk.in_use{device:/}")).isBetween(0.0, 1.0);
            assertThat(values.get("system.fs.inodes.used{device:/}") + values.get("system.fs.inodes.free{device:/}"))
                    .isEqualTo(values.get("system.fs.inodes.total{device:/}"));
        }
    }

    @Test
    void whatIsExcludedIsNotTold() throws Exception {
        try (LiveCheck disk = LiveCheck.of(
                new Disk(), directory, "use_mount: true", "all_partitions: true", "excluded_mountpoint_re: ^/$")) {
            assertThat(disk.run().values()).doesNotContainKey("system.disk.total{device:/}");
        }
    }

    @Test
    void bytesOverAnInterfaceAreCounted() throws Exception {
        try (LiveCheck network =
                LiveCheck.of(new Network(), directory, "excluded_interfaces: []", "collect_connection_state: true")) {
            network.run();
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket accepted = server.accept()) {
                client.getOutputStream().write(new byte[4096]);
                assertThat(accepted.getInputStream().readNBytes(4096)).hasSize(4096);
                Map<String, Double> values = network.run().values();
                assertThat(values.get("system.net.bytes_rcvd{device:lo}")).isPositive();
                assertThat(values.get("system.net.packets_out.count{device:lo}"))
                        .isPositive();
                assertThat(values.get("system.net.tcp.in_segs")).isPositive();
                assertThat(values.get("system.net.tcp4.listening") + values.get("system.net.tcp6.listening"))
                        .isPositive();
                assertThat(values.get("system.net.tcp4.established") + values.get("system.net.tcp6.established"))
                        .isGreaterThanOrEqualTo(2);
            }
        }
    }

    @Test
    void handlesProcessesAndUptimeAreKnown() throws Exception {
        Map<String, Double> handles = once(new FileHandles());
        assertThat(handles.get("system.fs.file_handles.used")).isPositive();
        assertThat(handles.get("system.fs.file_handles.in_use")).isBetween(0.0, 1.0);
        assertThat(once(new ProcessCount()).get("system.proc.count")).isGreaterThanOrEqualTo(1);
        double uptime =
                Double.parseDouble(ProcText.words(ProcText.read("/proc/uptime")).getFirst());
        assertThat(once(new Uptime()).get("system.uptime")).isCloseTo(uptime, within(60.0));
    }

    @Test
    void disksAreThoseThatTheSystemHas() throws Exception {
        try (LiveCheck io = LiveCheck.of(new DiskIo(), directory)) {
            io.run();
            Thread.sleep(20);
            List<String> used = DiskCounters.parse(ProcText.read("/proc/diskstats")).stream()
                    .filter(DiskCounters::wasUsed)
                    .map(DiskCounters::device)
                    .filter(device -> Files.exists(Path.of("/sys/block", device)))
                    .map(device -> "system.io.util{device:" + device + "}")
                    .toList();
            assertThat(io.run().values().keySet()).containsAll(used);
        }
    }

    private Map<String, Double> once(CheckKind kind) throws IOException, InterruptedException {
        try (LiveCheck check = LiveCheck.of(kind, directory)) {
            LiveCheck.Measured measured = check.run();
            assertThat(measured.problem()).isNull();
            return measured.values();
        }
    }
}
