package io.hydrophone.alert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From evaluation to evaluation, ten seconds apart, of a condition {@code value > 5}. */
class WatchTest {
    private static final String RULE = "- {name: R, metric: m, condition: value > 5";

    private static List<String> told(String keys, String steps) {
        return new Playing(RULE + keys + "}").play(steps).told;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // for
                "'' | FTTF | 10 FIRING, 30 RESOLVED",
                "', for: 30s' | TTTF | ''",
                "', for: 30s' | TTTTF | 30 FIRING, 40 RESOLVED",
                "', for: 30s' | TTFTTTTF | 60 FIRING, 70 RESOLVED",
                "', duration: 20s' | TTT | 20 FIRING",
                // unknown neither fires nor resolves, and its time counts for nothing else
                "', for: 30s' | TTuuT | ''",
                "', for: 30s' | TTuuTT | 50 FIRING",
                "', for: 30s' | TTuuF | ''",
                "'' | TuuuF | '0 FIRING, 40 RESOLVED'",
                "'' | TuuuT | '0 FIRING'",
                "', keep_firing_for: 20s' | TFuuuFF | '0 FIRING, 60 RESOLVED'",
                // until it lasts too long
                "', unknown_after: 30s' | TuuuuF | '0 FIRING, 40 RESOLVED (no value: value)'",
                "', unknown_after: 30s' | TuuuTuuu | '0 FIRING'",
                "', unknown_after: 30s, on_unknown: keep' | TuuuuuuF | '0 FIRING, 70 RESOLVED'",
                "', unknown_after: 30s, on_unknown: fire' | FuuuuTF | '40 FIRING (no value: value), 60 RESOLVED'",
                "', unknown_after: 30s, on_unknown: fire' | FuuuFuuuT | '80 FIRING'",
                "', for: 30s, unknown_after: 20s' | TTuuuTTTT | '80 FIRING'",
                "', for: 30s, unknown_after: 20s, on_unknown: keep' | TTuuuuTT | '70 FIRING'",
                // keep_firing_for: flapping is one alert
                "', keep_firing_for: 30s' | TFTFFTFFFT | '0 FIRING'",
                "', keep_firing_for: 30s' | TFFFF | '0 FIRING, 40 RESOLVED'",
                // hysteresis
                "', recover: value < 3' | 9545454 | '0 FIRING'",
                "', recover: value < 3' | 95429 | '0 FIRING, 30 RESOLVED, 40 FIRING'",
                "', recover: value < 3' | 9uu2 | '0 FIRING, 30 RESOLVED'",
                "', recover: value < 3, keep_firing_for: 20s' | 92222 | '0 FIRING, 30 RESOLVED'",
                "', recover: value < 3, keep_firing_for: 20s' | 92242222 | '0 FIRING, 60 RESOLVED'",
                "', recover: value < 8' | 977 | '0 FIRING'",
                // reminders
                "', repeat_every: 20s' | TTTTTTF | '0 FIRING, 20 REMINDER, 40 REMINDER, 60 RESOLVED'",
                "', repeat_every: 20s, max_notifications: 2' | TTTTTTF | '0 FIRING, 20 REMINDER, 60 RESOLVED'",
                "', repeat_every: 20s, max_notifications: 1' | TTTTTTF | '0 FIRING, 60 RESOLVED'"
            })
    void tellsWhatChanges(String keys, String steps, String told) {
        assertThat(String.join(", ", told(keys, steps))).isEqualTo(told);
    }

    @Test
    void theSameTimesGiveTheSameAlerts() {
        String keys = ", for: 20s, keep_firing_for: 10s, repeat_every: 30s";
        String steps = "TTuTTTFTFFuTTTTTTFFF".repeat(5);
        assertThat(told(keys, steps)).isEqualTo(told(keys, steps)).hasSizeGreaterThan(10);
    }

    @Test
    void anAlertSaysSinceWhenAndWhatWas() {
        Playing playing = new Playing(
                "- {name: R, metric: m, condition: value > 5, for: 20s, keep_firing_for: 1m, severity: critical, sla: P1,"
                        + " labels: {team: a}, summary: 'it is {{ value }}', annotations: {where: '{{ labels.team }}'}}");
        playing.play("FT");
        assertThat(playing.engine.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(AlertState.PENDING);
            assertThat(alert.activeSince()).isEqualTo(Playing.START.plusSeconds(10));
            assertThat(alert.firingSince()).isNull();
            assertThat(alert.annotations()).isEmpty();
        });
        playing.play("678F");
        assertThat(playing.engine.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(AlertState.FIRING);
            assertThat(alert.activeSince()).isEqualTo(Playing.START.plusSeconds(10));
            assertThat(alert.firingSince()).isEqualTo(Playing.START.plusSeconds(30));
            assertThat(alert.annotations()).containsEntry("summary", "it is 8").containsEntry("where", "unknown");
            assertThat(alert.labels()).hasToString("{alertname=\"R\", severity=\"critical\", sla=\"P1\", team=\"a\"}");
            assertThat(alert.notifications()).isEqualTo(1);
        });
        playing.play("u");
        assertThat(playing.engine.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.remark()).isEqualTo("no value: value"));
    }

    @Test
    void thresholdsDifferByTheTimeOfDay() {
        Playing playing = new Playing("""
                - name: R
                  metric: m
                  condition: value > limit
                  variables: {limit: 5}
                  when:
                  - {hours: 22:00-06:00, days: mon-fri, zone: Europe/Berlin, variables: {limit: 8}}
                """);
        // Monday 21:59:50 in Berlin, then night, then Tuesday's morning; Saturday begins in the night of Friday
        playing.at(Instant.parse("2026-01-05T20:59:50Z")).play("77");
        assertThat(playing.told).hasSize(2).first().asString().endsWith(" FIRING");
        assertThat(playing.told).last().asString().endsWith(" RESOLVED");
        playing.at(Instant.parse("2026-01-06T04:59:50Z")).play("77");
        assertThat(playing.told).hasSize(3).last().asString().endsWith(" FIRING");
        playing.at(Instant.parse("2026-01-10T04:30:00Z")).play("7");
        assertThat(playing.told).hasSize(4).last().asString().endsWith(" RESOLVED");
        playing.at(Instant.parse("2026-01-11T04:30:00Z")).play("7");
        assertThat(playing.told).hasSize(5).last().asString().endsWith(" FIRING");
    }
}
