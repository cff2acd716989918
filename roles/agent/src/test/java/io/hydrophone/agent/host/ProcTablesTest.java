package io.hydrophone.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.Said;
import io.hydrophone.core.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables of Linux, by the letter. */
class ProcTablesTest {
    @Test
    void guestsAreNotCountedTwice() {
        CpuTimes times = CpuTimes.ofProcStat("cpu  100 20 30 400 5 6 7 8 40 10\ncpu0 1 2 3\n");
        assertThat(times).isEqualTo(new CpuTimes(70, 43, 400, 5, 8, 50));
        assertThat(times.total()).isEqualTo(100 + 20 + 30 + 400 + 5 + 6 + 7 + 8);
    }

    @Test
    void anOldKernelKnowsNoGuests() {
        assertThat(CpuTimes.ofProcStat("cpu 1 2 3 4 5 6 7")).isEqualTo(new CpuTimes(3, 16, 4, 5, 0, 0));
    }

    @Test
    void aDiskIsRead() {
        List<DiskCounters> disks = DiskCounters.parse(
                " 254       0 vda 100 20 3000 400 50 60 7000 800 9 1000 1100 0 0 0 0 0 0\n   1 2 short 3\n");
        assertThat(disks)
                .containsExactly(
                        new DiskCounters("vda", 100, 20, 3000 * 512, 400, 50, 60, 7000 * 512, 800, 1000, 1100));
    }

    @Test
    void whatADiskDidIsWhatIostatShows() {
        DiskCounters before = new DiskCounters("vda", 100, 0, 0, 0, 100, 0, 0, 0, 0, 0);
        DiskCounters now = new DiskCounters("vda", 140, 10, 40 << 20, 80, 160, 20, 60 << 20, 600, 1_000, 4_000);
        Said said = new Said();
        DiskActivity.between(before, now, 2).tell(said, Tags.NONE);
        assertThat(said.gauges)
                .containsEntry("system.io.r_s", 20.0)
                .containsEntry("system.io.w_s", 30.0)
                .containsEntry("system.io.rrqm_s", 5.0)
                .containsEntry("system.io.wrqm_s", 10.0)
                .containsEntry("system.io.rkb_s", 20_480.0)
                .containsEntry("system.io.wkb_s", 30_720.0)
                .containsEntry("system.io.util", 50.0)
                .containsEntry("system.io.avg_q_sz", 2.0)
                .containsEntry("system.io.avg_rq_sz", 2_048.0)
                .containsEntry("system.io.r_await", 2.0)
                .containsEntry("system.io.w_await", 10.0)
                .containsEntry("system.io.await", 6.8)
                .containsEntry("system.io.svctm", 10.0)
                .containsEntry("system.disk.read_time_pct", 4.0)
                .containsEntry("system.disk.write_time_pct", 30.0);
    }

    @Test
    void aDiskThatDidNothingHasNoMeanTimes() {
        DiskCounters idle = new DiskCounters("vda", 100, 0, 0, 0, 100, 0, 0, 0, 0, 0);
        Said said = new Said();
        DiskActivity.between(idle, idle, 2).tell(said, Tags.NONE);
        assertThat(said.gauges)
                .containsEntry("system.io.util", 0.0)
                .doesNotContainKeys("system.io.await", "system.io.svctm");
    }

    @Test
    void anInterfaceIsRead() {
        String text = """
                Inter-|   Receive |  Transmit
                 face |bytes packets errs drop
                  eth0:893 25 1 2 0 0 0 0 2187 20 3 4 0 0 0 0
                """;
        assertThat(InterfaceCounters.parse(text))
                .containsExactly(new InterfaceCounters("eth0", 893, 25, 3, 2, 2187, 20, 7, 4));
    }

    @Test
    void protocolsAreTotals() {
        Said said = new Said();
        ProtocolCounters.tell(
                "Tcp: InSegs RetransSegs\nTcp: 75 37\nUdp: InErrors\nUdp: 4\nTcp: OutSegs\nIp: 9\n", said);
        assertThat(said.totals)
                .containsEntry("system.net.tcp.in_segs", 75.0)
                .containsEntry("system.net.tcp.retrans_segs", 37.0)
                .containsEntry("system.net.udp.in_errors", 4.0)
                .hasSize(3);
    }

    @Test
    void socketsFallIntoTheWordsOfDdAgent() {
        SocketStates states = new SocketStates();
        for (String state : List.of("01", "02", "06", "08", "0A", "0C", "FF", "zz")) {
            states.addLine("tcp4", "   0: 0100007F:1F90 00000000:0000 " + state + " 00000000:00000000 00:00000000");
        }
        Said said = new Said();
        states.tell(said);
        assertThat(said.gauges)
                .containsEntry("system.net.tcp4.established", 1.0)
                .containsEntry("system.net.tcp4.opening", 2.0)
                .containsEntry("system.net.tcp4.time_wait", 1.0)
                .containsEntry("system.net.tcp4.closing", 1.0)
                .containsEntry("system.net.tcp4.listening", 1.0)
                .containsEntry("system.net.tcp6.listening", 0.0);
    }
}
