package io.hydrophone.agent.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

class InnodbStatusFuzzTest {
    @FuzzTest
    void anyText(FuzzedDataProvider data) {
        assertThat(InnodbStatus.parse(data.consumeRemainingAsString())).doesNotContainValue(null);
    }

    @FuzzTest
    void aRealTextWithOtherLinesInIt(FuzzedDataProvider data) throws IOException {
        String text = InnodbStatusTest.text("mysql-9.7");
        int from = data.consumeInt(0, text.length());
        int through = data.consumeInt(from, text.length());
        InnodbStatus.parse(text.substring(0, from) + data.consumeRemainingAsString() + text.substring(through));
    }
}
