package io.hydrophone.agent.cron;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is a crontab, perhaps an empty one, and any line of a log a task or none. */
class CronTextFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void anyText(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Crontab.parse(text, null).forEach(task -> assertThat(task.command()).isNotEmpty());
        Crontab.parse(text, "shop").forEach(task -> assertThat(task.user()).isEqualTo("shop"));
        text.lines()
                .map(CronLogLine::parse)
                .forEach(task ->
                        assertThat(task == null || task.name().length() <= 200).isTrue());
    }
}
