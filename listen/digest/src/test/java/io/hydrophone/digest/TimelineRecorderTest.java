package io.hydrophone.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.digest.summary.Timeline;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class TimelineRecorderTest {
    /** Oracle: each query lies in the slot of its time, whatever the order and the span. */
    @RepeatedTest(100)
    void everyQueryIsInTheSlotOfItsTime(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        TimelineRecorder recorder = new TimelineRecorder();
        long span = 1L << (10 + random.nextInt(45));
        long[] ends = random.longs(500, 1_700_000_000_000_000_000L, 1_700_000_000_000_000_000L + span)
                .toArray();
        for (long end : ends) {
            recorder.record(end, 5, false);
        }
        Timeline timeline = recorder.snapshot();

        assertThat(timeline.slots()).hasSizeLessThanOrEqualTo(Timeline.MAX_SLOTS);
        for (int i = 0; i < timeline.slots().size(); i++) {
            long from = timeline.startNanos(i);
            long inSlot = java.util.Arrays.stream(ends)
                    .filter(end -> end >= from && end < from + timeline.slotNanos())
                    .count();
            assertThat(timeline.slots().get(i)).isEqualTo(new Timeline.Slot(inSlot, 0, 5 * inSlot));
        }
    }
}
