package io.hydrophone.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.agent.check.Said;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any bytes are lines, wherever the pieces begin in which they come; and any line is a measurement or none. */
class LogTextFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void anyBytes(byte[] bytes) {
        LineTotals totals = new LineTotals();
        List<String> whole = cut(bytes, bytes.length);
        assertThat(cut(bytes, 1)).isEqualTo(whole);
        assertThat(cut(bytes, 7)).isEqualTo(whole);
        whole.forEach(line -> DogstreamLine.parse(line, totals));
        Said said = new Said();
        totals.tell(said);
        assertThat(said.gauges.keySet()).doesNotContain("");
    }

    private static List<String> cut(byte[] bytes, int piece) {
        LineCutter cutter = new LineCutter();
        List<String> lines = new ArrayList<>();
        LineCutter.Line keep =
                (line, offset, length) -> lines.add(new String(line, offset, length, StandardCharsets.ISO_8859_1));
        for (int i = 0; i < bytes.length; i += piece) {
            byte[] part = Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece));
            cutter.add(part, part.length, keep);
        }
        cutter.end(keep);
        return lines;
    }
}
