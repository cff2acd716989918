package io.hydrophone.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeAlignerTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** The ranges that end at 17:10:45; rows of a day and of 30 days by the rule, not as they were once printed. */
    @ParameterizedTest
    @CsvSource({
        "PT30M,  2016-11-30T16:41:00, 2016-11-30T17:11:00, PT1M",
        "PT1H,   2016-11-30T16:12:00, 2016-11-30T17:12:00, PT2M",
        "PT6H,   2016-11-30T11:20:00, 2016-11-30T17:20:00, PT10M",
        "PT12H,  2016-11-30T05:30:00, 2016-11-30T17:30:00, PT30M",
        "PT24H,  2016-11-29T18:00:00, 2016-11-30T18:00:00, PT1H",
        "PT72H,  2016-11-27T18:00:00, 2016-11-30T18:00:00, PT2H",
        "PT168H, 2016-11-23T18:00:00, 2016-11-30T18:00:00, PT6H",
        "PT720H, 2016-11-01T00:00:00, 2016-12-01T00:00:00, PT24H"
    })
    void aRangeMovesToItsGrid(Duration length, LocalDateTime from, LocalDateTime to, Duration step) {
        Instant end = at(LocalDateTime.parse("2016-11-30T17:10:45"), SHANGHAI);
        assertThat(TimeAligner.align(end.minus(length), end, SHANGHAI))
                .isEqualTo(new TimeAligner.Aligned(at(from, SHANGHAI), at(to, SHANGHAI), step));
    }

    @Test
    void whatIsOnTheGridStaysThere() {
        Instant from = Instant.parse("2026-01-01T10:00:00Z");
        TimeAligner.Aligned aligned = TimeAligner.align(from, from.plusSeconds(3_600), ZoneOffset.UTC);
        assertThat(aligned.from()).isEqualTo(from);
        assertThat(TimeAligner.align(aligned.from(), aligned.to(), ZoneOffset.UTC))
                .isEqualTo(aligned);
    }

    @Test
    void aFractionOfASecondIsNoLine() {
        Instant from = Instant.parse("2026-01-01T10:00:00.000001Z");
        assertThat(TimeAligner.align(from, from.plusSeconds(1_800), ZoneOffset.UTC)
                        .from())
                .isEqualTo(Instant.parse("2026-01-01T10:01:00Z"));
    }

    @Test
    void onADayWhoseClocksChangeTheGridGoesByTheTimeThatPassed() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        // At 2:00 the clocks went to 3:00: 5:30 is four and a half hours after midnight.
        Instant from = at(LocalDateTime.parse("2026-03-29T05:30:00"), berlin);
        assertThat(TimeAligner.align(from, from.plus(Duration.ofDays(3)), berlin)
                        .from())
                .isEqualTo(at(LocalDateTime.parse("2026-03-29T07:00:00"), berlin));
    }

    @Test
    void aRangeKeepsItsLengthAndMovesByLessThanAStep() {
        for (int seconds = 1; seconds < 4_000_000; seconds = seconds * 3 / 2 + 7) {
            Instant from = Instant.parse("2026-05-05T05:05:05Z");
            Instant to = from.plusSeconds(seconds);
            TimeAligner.Aligned aligned = TimeAligner.align(from, to, ZoneOffset.UTC);
            assertThat(Duration.between(aligned.from(), aligned.to())).isEqualTo(Duration.between(from, to));
            assertThat(Duration.between(from, aligned.from()))
                    .isBetween(Duration.ZERO, aligned.step().minusNanos(1));
        }
    }

    @Test
    void anEmptyRangeIsRefused() {
        Instant now = Instant.parse("2026-01-01T10:00:00Z");
        assertThatIllegalArgumentException().isThrownBy(() -> TimeAligner.align(now, now, ZoneOffset.UTC));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeAligner.align(now, now.plusSeconds(5), 0, ZoneOffset.UTC));
    }

    private static Instant at(LocalDateTime time, ZoneId zone) {
        return time.atZone(zone).toInstant();
    }
}
