package io.hydrophone.agent.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.agent.check.Said;
import java.nio.charset.StandardCharsets;

/** Whatever a plugin prints is said or refused, and every value is a number. */
class PluginOutputFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void anyOutput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Said said = new Said();
        PrintedValues lines = PrintedValues.ofLines("depth", text, said);
        assertThat(lines.refused() == 0).isEqualTo(lines.firstRefused() == null);
        PrintedValues falcon = FalconJson.tell(text, said);
        assertThat(falcon.refused() == 0).isEqualTo(falcon.firstRefused() == null);
        NagiosOutput.of(bytes.length, text).tell("nagios", said);
        assertThat(said.gauges.values()).allMatch(Double::isFinite);
        assertThat(said.totals.values()).allMatch(Double::isFinite);
    }
}
