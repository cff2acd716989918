package io.hydrophone.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.sql.Dialect;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.wire.Outcome;
import java.util.List;

class RecordedPayloadFuzzTest {
    /** Any commands of a session are judged and followed. */
    @FuzzTest(maxDuration = "1m")
    void anyCommandsAreJudged(FuzzedDataProvider data) {
        long capabilities = data.consumeLong();
        SessionBegun begun =
                new SessionBegun(1, 1, "db1", "192.0.2.7", 1, "app", "shop", 45, capabilities, "", false, List.of());
        SessionView view = new SessionView(begun);
        Rules rules = new Rules(Selection.ALL, data.consumeBoolean(), Dialect.ANY);
        Judged judged = new Judged(rules, view, new SharedTexts());
        for (long number = 1; data.remainingBytes() > 0; number++) {
            long id = data.consumeLong(-1, 3);
            Step step = Step.of(number, new Asked(1, number, number, data.consumeBytes(60), data.consumeBoolean()));
            if (data.consumeBoolean()) {
                step.answer(new Answered(1, number, number, Outcome.OK, 0, "", "", -1, -1, -1, -1, -1, -1, -1, id, -1));
            }
            String reason = judged.look(step);
            assertThat(reason == null ? "" : reason).matches("[a-z-]*");
            view.follow(step, judged, rules, true);
            assertThat(view.now(number).prepared()).isSameAs(view.now(number).prepared());
        }
    }

    /** Any file is a checkpoint or none, and a checkpoint is written as it was read. */
    @FuzzTest(maxDuration = "1m")
    void anyFileIsACheckpointOrNone(byte[] contents) {
        Checkpoint checkpoint = CheckpointJson.decode(contents);
        if (checkpoint != null) {
            byte[] written = CheckpointJson.encode(checkpoint);
            assertThat(CheckpointJson.encode(CheckpointJson.decode(written))).isEqualTo(written);
        }
    }
}
