package io.hydrophone.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.agent.check.Said;
import java.nio.charset.StandardCharsets;

/** Any text is a table, perhaps an empty one. */
class ProcTextFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void anyTables(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        CpuTimes times = CpuTimes.ofProcStat(text);
        assertThat(times.since(times).total()).isZero();
        MemInfo.parse(text).values().forEach(value -> assertThat(value).isNotNegative());
        DiskCounters.parse(text).forEach(disk -> assertThat(disk.device()).isNotEmpty());
        InterfaceCounters.parse(text).forEach(one -> assertThat(one.bytesIn()).isNotNegative());
        Said said = new Said();
        ProtocolCounters.tell(text, said);
        SocketStates states = new SocketStates();
        text.lines().forEach(line -> states.addLine("tcp4", line));
        states.tell(said);
        assertThat(said.gauges).hasSize(12);
    }
}
