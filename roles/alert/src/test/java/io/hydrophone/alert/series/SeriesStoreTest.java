package io.hydrophone.alert.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Sample;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesStoreTest {
    private static final long SECOND = 1_000_000;

    private static void add(SeriesStore store, double value, long ts, String... tags) {
        store.add(Sample.gauge("m", value, Tags.of(tags), ts));
    }

    @Test
    void seriesBeyondTheLimitAreCounted() {
        SeriesStore store = new SeriesStore(Map.of("m", Duration.ofMinutes(1)), 3);
        for (int i = 0; i < 10; i++) {
            add(store, i, SECOND, "host:" + i);
        }
        assertThat(store.size()).isEqualTo(3);
        assertThat(store.seriesRefused()).isEqualTo(7);
        store.forget(Instant.ofEpochSecond(62));
        assertThat(store.size()).isZero();
        add(store, 1, 62 * SECOND, "host:9");
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void pointsThatAreNotNewerAreCounted() {
        SeriesStore store = new SeriesStore(Map.of("m", Duration.ofMinutes(1)));
        add(store, 1, 2 * SECOND);
        add(store, 2, 2 * SECOND);
        add(store, 3, SECOND);
        assertThat(store.pointsRefused()).isEqualTo(2);
        assertThat(store.named(new Selector("m", Labels.NONE)).iterator().next().latest(0, 5 * SECOND))
                .isEqualTo(new Point(2 * SECOND, 1));
    }

    @Test
    void pointsBeyondTheLimitMakeRoomAndAreCounted() {
        SeriesStore store = new SeriesStore(Map.of("m", Duration.ofHours(24)));
        int points = 3 * Series.MAX_POINTS;
        for (int i = 1; i <= points; i++) {
            add(store, i, i * SECOND);
            if (i % 100 == 0) {
                store.forget(Instant.ofEpochSecond(i));
            }
        }
        store.forget(Instant.ofEpochSecond(points));
        assertThat(store.pointsDropped()).isEqualTo(2L * Series.MAX_POINTS);
        Window window =
                store.named(new Selector("m", Labels.NONE)).iterator().next().window(0, points * SECOND);
        assertThat(window.values().count()).isEqualTo(Series.MAX_POINTS);
        assertThat(window.values().max()).hasValue(points);
    }

    @Test
    void aSeriesThatEndedGoesOnWithItsNextPoint() {
        SeriesStore store = new SeriesStore(Map.of("m", Duration.ofMinutes(1)));
        add(store, 1, SECOND);
        store.end(new Selector("m", Labels.NONE), 2 * SECOND);
        Series series = store.named(new Selector("m", Labels.NONE)).iterator().next();
        assertThat(series.latest(0, SECOND)).isEqualTo(new Point(SECOND, 1));
        assertThat(series.latest(0, 3 * SECOND)).isNull();
        add(store, 4, 4 * SECOND);
        assertThat(series.latest(0, 4 * SECOND)).isEqualTo(new Point(4 * SECOND, 4));
        assertThat(series.latest(0, 3 * SECOND)).isNull();
        assertThat(series.latest(4 * SECOND, 5 * SECOND)).isNull();
    }
}
