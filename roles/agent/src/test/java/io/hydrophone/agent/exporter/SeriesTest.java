package io.hydrophone.agent.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void aFamilyWithoutLinesIsNotThere() {
        Series series = new Series(10);
        series.family(FamilyType.GAUGE, "a", "A.");
        series.line(Double.NaN);
        series.single(FamilyType.COUNTER, "b_total", "B.", 3);
        assertThat(text(series)).isEqualTo("""
                # HELP b_total B.
                # TYPE b_total counter
                b_total 3
                """);
    }

    @Test
    void aSecondFamilyOfTheSameNameIsLeftOut() {
        Series series = new Series(10);
        series.single(FamilyType.UNTYPED, "a", "A.", 0.5);
        series.single(FamilyType.UNTYPED, "a", "A.", 1);
        assertThat(text(series)).isEqualTo("""
                # HELP a A.
                # TYPE a untyped
                a 0.5
                """);
    }

    @Test
    void whatIsTooMuchIsCounted() {
        Series series = new Series(2);
        series.family(FamilyType.GAUGE, "a", "A.");
        for (int i = 0; i < 5; i++) {
            series.line(i, "n", Integer.toString(i));
        }
        assertThat(text(series)).endsWith("a{n=\"0\"} 0\na{n=\"1\"} 1\n");
        assertThat(series.leftOut()).isEqualTo(3);
    }

    @Test
    void namesOfTheServersBecomePartsOfNames() {
        assertThat(Series.part("Option_tracker_usage:Binary Log")).isEqualTo("option_tracker_usage_binary_log");
    }

    private static String text(Series series) {
        return new String(series.text().bytes(), StandardCharsets.UTF_8);
    }
}
