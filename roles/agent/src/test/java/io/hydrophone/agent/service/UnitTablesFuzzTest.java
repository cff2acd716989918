package io.hydrophone.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is a list of units, perhaps an empty one. */
class UnitTablesFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void anyText(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(UnitTables.units(text).keySet()).doesNotContain("");
        assertThat(UnitTables.files(text)).doesNotContain("");
        UnitTables.blocks(text).forEach(state -> assertThat(state.text()).isNotNull());
    }
}
