package io.hydrophone.probe.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

class SettingsFuzzTest {
    /** Whatever another node says is changes that can be, or is refused with a reason; they are read as they were written. */
    @FuzzTest(maxDuration = "2m")
    void anyMessageIsRead(byte[] message) throws IOException {
        GroupChanges changes;
        try {
            changes = GroupChangesJson.read(new String(message, StandardCharsets.UTF_8));
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(changes.all()).hasSizeLessThanOrEqualTo(3);
        assertThat(GroupChangesJson.read(GroupChangesJson.write(changes))).isEqualTo(changes);
    }
}
