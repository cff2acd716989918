package io.hydrophone.traffic.compare.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.traffic.compare.Outcomes;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.wire.Outcome;
import java.util.List;

class SessionTextsFuzzTest {
    /** Any commands of a session are followed, and their texts are no longer than they. */
    @FuzzTest(maxDuration = "1m")
    void anyCommandsAreFollowed(FuzzedDataProvider data) {
        SessionTexts texts = new SessionTexts(
                new SessionBegun(1, 0, "", "", 0, "", "", 0, data.consumeLong(), "", false, List.of()));
        for (int number = 1; data.remainingBytes() > 0; number++) {
            byte[] payload = data.consumeBytes(data.consumeInt(0, 64));
            Asked asked = new Asked(1, number, 0, payload, data.consumeBoolean());
            Outcomes.Statement statement = texts.asked(asked);
            if (statement != null) {
                assertThat(statement.sql().length()).isLessThanOrEqualTo(64);
                Outcome outcome = data.consumeBoolean() ? Outcome.OK : Outcome.ERROR;
                int id = data.consumeInt(-1, 4);
                texts.answered(
                        statement, asked, new Answered(1, number, 0, outcome, 0, "", "", 0, 0, 0, 0, 0, 0, 0, id, -1));
            }
        }
    }
}
