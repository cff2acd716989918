package io.hydrophone.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hydrophone.wire.SampleRatio;
import org.junit.jupiter.api.Test;

class CpuLimitTest {
    private static final long STEP = 250_000_000L;

    private final CpuLimit limit = new CpuLimit(50, SampleRatio.ALL);
    private long nanos;
    private long cpu;

    /** Lets some seconds pass in which hearing all sessions would take this share of a core. */
    private SampleRatio pass(CpuLimit of, double seconds, double full) {
        SampleRatio ratio = null;
        for (long end = nanos + (long) (seconds * 1e9); nanos < end; ) {
            ratio = of.read(nanos, cpu);
            nanos += STEP;
            cpu += (long) (STEP * full * ratio.value());
        }
        return ratio;
    }

    @Test
    void belowTheLimitNothingChanges() {
        assertThat(pass(limit, 60, 0.49)).isEqualTo(SampleRatio.ALL);
        assertThat(limit.usage()).isCloseTo(0.49, within(0.001));
    }

    @Test
    void anExcessIsHalvedAsOftenAsItAsksForWithinThreeSeconds() {
        pass(limit, 10, 0.1);
        assertThat(pass(limit, 3, 0.6)).isEqualTo(new SampleRatio(2));
        nanos = 0;
        assertThat(pass(new CpuLimit(50, SampleRatio.ALL), 3, 3.9)).isEqualTo(new SampleRatio(8));
    }

    @Test
    void aShortPeakIsNoExcess() {
        pass(limit, 10, 0.1);
        pass(limit, 0.5, 1.0);
        assertThat(pass(limit, 10, 0.1)).isEqualTo(SampleRatio.ALL);
    }

    @Test
    void underASteadyLoadItDoesNotGoToAndFro() {
        for (double load = 0.55; load < 40; load *= 1.3) {
            CpuLimit fresh = new CpuLimit(50, SampleRatio.ALL);
            SampleRatio settled = pass(fresh, 30, load);
            for (int second = 0; second < 60; second++) {
                assertThat(pass(fresh, 1, load)).as("under %s", load).isEqualTo(settled);
            }
            assertThat(load * settled.value()).isLessThanOrEqualTo(0.5);
        }
    }

    @Test
    void whenThereIsRoomForLongItGoesBackStepByStep() {
        assertThat(pass(limit, 5, 3.9)).isEqualTo(new SampleRatio(8));
        assertThat(pass(limit, 9, 0.1)).isEqualTo(new SampleRatio(8));
        assertThat(pass(limit, 60, 0.1)).isEqualTo(SampleRatio.ALL);
    }

    @Test
    void neverMoreIsHeardThanWasAskedForNorLessThanTheCoarsestPart() {
        CpuLimit asked = new CpuLimit(50, new SampleRatio(3));
        assertThat(pass(asked, 60, 0.1)).isEqualTo(new SampleRatio(3));
        assertThat(pass(asked, 60, 1e9)).isEqualTo(new SampleRatio(SampleRatio.COARSEST));
        assertThat(pass(asked, 600, 0.1)).isEqualTo(new SampleRatio(3));
    }
}
