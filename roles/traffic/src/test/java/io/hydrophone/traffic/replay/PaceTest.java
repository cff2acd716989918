package io.hydrophone.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long START = 1_790_000_000_000_000_000L;
    private static final long MILLISECOND = 1_000_000;

    @Test
    void fourTimesAsFast() {
        Pace pace = new Pace(4);
        pace.begin(START);
        assertThat(pace.due(START + 4_000 * MILLISECOND) - pace.due(START)).isEqualTo(1_000 * MILLISECOND);
    }

    @Test
    void nothingBeginsBeforeItsTime() {
        Pace pace = new Pace(2);
        pace.begin(START);
        long due = pace.due(START + 60 * MILLISECOND);
        assertThat(pace.await(START + 60 * MILLISECOND)).isTrue();
        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(due);
    }

    @Test
    void onlyWithAScheduleIsAnythingFarOff() {
        Pace pace = new Pace(4);
        pace.begin(START);
        assertThat(pace.isFarOff(START + Duration.ofHours(1).toNanos())).isTrue();
        assertThat(pace.isFarOff(START + Duration.ofSeconds(8).toNanos()))
                .isFalse(); // two seconds from now, at that speed
        assertThat(pace.isFarOff(-1)).isFalse();
        Pace free = new Pace(Double.POSITIVE_INFINITY);
        free.begin(START);
        assertThat(free.isFarOff(START + Duration.ofHours(1).toNanos())).isFalse();
    }

    @Test
    void aPauseShiftsWhatIsDue() throws Exception {
        Pace pace = new Pace(1);
        pace.begin(START);
        long before = pace.due(START);
        pace.pause();
        Thread.sleep(20);
        pace.resume();
        pace.resume(); // once is enough
        assertThat(pace.due(START) - before).isGreaterThanOrEqualTo(20 * MILLISECOND);
        pace.stop();
        assertThat(pace.await(START + Duration.ofDays(1).toNanos())).isFalse();
    }
}
