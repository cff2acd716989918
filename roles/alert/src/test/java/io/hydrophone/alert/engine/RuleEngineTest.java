package io.hydrophone.alert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck.Status;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RuleEngineTest {
    @Test
    void eachSeriesOfAMetricIsAnAlertOfItsOwn() {
        Playing playing = new Playing("- {name: R, metric: m, condition: value > 5}");
        playing.sample("m", 9, "host:a");
        playing.sample("m", 1, "host:b");
        playing.sample("m", 8, "host:c", "bare");
        playing.evaluate();
        assertThat(playing.states())
                .containsExactly(
                        "FIRING {alertname=\"R\", bare=\"\", host=\"c\", severity=\"warning\"}",
                        "FIRING {alertname=\"R\", host=\"a\", severity=\"warning\"}");
    }

    @Test
    void aMetricMayBeNarrowedByLabels() {
        Playing playing = new Playing("- {name: R, metric: \"m{source='x'}\", condition: value > 5}");
        playing.sample("m", 9, "source:x", "host:a");
        playing.sample("m", 9, "source:y", "host:a");
        playing.evaluate();
        assertThat(playing.states())
                .containsExactly("FIRING {alertname=\"R\", host=\"a\", severity=\"warning\", source=\"x\"}");
    }

    @Test
    void otherMetricsAreThoseOfTheSameLabels() {
        Playing playing = new Playing(
                "- {name: R, metric: used, condition: 'value > 0.8 * last(\"most\") && last(\"up{kind=\\\"x\\\"}\") == 1'}");
        for (String host : new String[] {"a", "b"}) {
            playing.sample("used", 90, "host:" + host, "channel:c", "kind:z");
            playing.sample("up", 1, "host:" + host, "kind:x");
            playing.sample("up", 0, "host:" + host, "kind:y");
        }
        playing.sample("most", 100, "host:a");
        playing.sample("most", 200, "host:b");
        playing.evaluate();
        assertThat(playing.states())
                .containsExactly(
                        "FIRING {alertname=\"R\", channel=\"c\", host=\"a\", kind=\"z\", severity=\"warning\"}");
    }

    @Test
    void whichOfSeveralIsMeantIsUnknown() {
        Playing playing = new Playing("- {name: R, metric: m, condition: last(\"n\") > 0 || value > 5}");
        playing.sample("m", 1, "host:a");
        playing.sample("n", 1, "host:a", "disk:x");
        playing.sample("n", 1, "host:a", "disk:y");
        playing.evaluate();
        assertThat(playing.states()).isEmpty();
        assertThat(playing.engine.figures().unknown()).isEqualTo(1);
    }

    @Test
    void aRuleWithoutAMetricIsRunOnceOrByLabels() {
        Playing once = new Playing("- {name: R, condition: 'max(\"m\", \"1m\") > 5'}");
        once.sample("m", 1, "host:a", "disk:x");
        once.sample("m", 9, "host:b", "disk:x");
        once.evaluate();
        assertThat(once.states()).containsExactly("FIRING {alertname=\"R\", severity=\"warning\"}");
        Playing byHost =
                new Playing("- {name: R, by: [host], condition: 'max(\"m\", \"1m\") > 5 && min(\"m\", \"1m\") == 2'}");
        byHost.sample("m", 1, "host:a", "disk:x");
        byHost.sample("m", 9, "host:b", "disk:x");
        byHost.sample("m", 2, "disk:x"); // without a host: it belongs to each
        byHost.evaluate();
        assertThat(byHost.states()).containsExactly("FIRING {alertname=\"R\", host=\"b\", severity=\"warning\"}");
    }

    @Test
    void windowsReachBackAsFarAsTheySay() {
        Playing playing = new Playing(
                "- {name: R, metric: m, condition: 'avg(\"30s\") == 4 && max(\"30s\") == 6 && min(\"30s\") == 2'}");
        playing.play("9246");
        assertThat(playing.told).containsExactly("30 FIRING");
    }

    @Test
    void ratesAreOfTheKindOfASeries() {
        for (SampleKind kind : SampleKind.values()) {
            Playing playing =
                    new Playing("- {name: R, metric: m, condition: 'rate(\"5m\") > 0', summary: '{{ rate(\"5m\") }}'}");
            // ten seconds apart; a total begins anew at 5
            long ts = 0;
            for (double value : new double[] {10, 30, 5, 25}) {
                playing.engine.store().add(new Sample("m", Tags.NONE, "", value, ts, kind, Duration.ofSeconds(10)));
                ts += 10_000_000;
            }
            playing.at(Instant.ofEpochSecond(30)).evaluate();
            assertThat(playing.engine.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.annotations().get("summary"))
                            .as(kind.label())
                            .isEqualTo(
                                    switch (kind) {
                                        case TOTAL, GAUGE -> "1.5"; // 20 + 5 + 20 in 30 s
                                        case COUNT -> "2"; // 30 + 5 + 25 in 30 s
                                        case RATE -> "17.5";
                                    }));
        }
    }

    @Test
    void aServiceCheckIsANumberAndItsUnknownIsUnknown() {
        Playing playing =
                new Playing("- {name: R, metric: 'check:mysql.can_connect', condition: value == 2, labels: {a: b}}");
        playing.check("mysql.can_connect", Status.OK, "port:1");
        playing.evaluate();
        playing.check("mysql.can_connect", Status.CRITICAL, "port:1");
        playing.evaluate();
        playing.check("mysql.can_connect", Status.UNKNOWN, "port:1");
        playing.evaluate();
        assertThat(playing.engine.figures().unknown()).isEqualTo(1);
        playing.check("mysql.can_connect", Status.WARNING, "port:1");
        playing.evaluate();
        assertThat(playing.told).containsExactly("10 FIRING", "30 RESOLVED");
    }

    @Test
    void aValueGrowsStale() {
        Playing playing = new Playing(
                "stale_after: 30s\nrules: [{name: R, metric: m, condition: value > 5, unknown_after: 20s}]");
        playing.sample("m", 9);
        for (int i = 0; i < 6; i++) {
            playing.evaluate();
        }
        assertThat(playing.told).containsExactly("0 FIRING", "50 RESOLVED (no value: value)");
        assertThat(playing.engine.figures().labelSets()).isZero();
    }

    @Test
    void aGroupMayBeEvaluatedLessOften() {
        Playing playing = new Playing("""
                groups:
                - name: slow
                  interval: 30s
                  rules: [{name: R, metric: m, condition: value > 5}]
                """);
        playing.play("FTTTTF");
        assertThat(playing.told).containsExactly("30 FIRING");
        playing.play("F");
        assertThat(playing.told).containsExactly("30 FIRING", "60 RESOLVED");
    }

    @Test
    void moreLabelsThanARuleMayHaveAreLeftOutAndCounted() {
        Playing playing = new Playing("- {name: R, metric: m, condition: value > 5}", 10);
        for (int i = 0; i < 25; i++) {
            playing.sample("m", 9, "host:h" + (100 + i));
        }
        playing.evaluate();
        assertThat(playing.engine.alerts()).hasSize(10);
        assertThat(playing.engine.figures().labelSetsRefused()).isEqualTo(15);
        assertThat(playing.engine.figures().series()).isEqualTo(25);
        playing.evaluate();
        assertThat(playing.engine.alerts()).hasSize(10);
        assertThat(playing.engine.figures().labelSetsRefused()).isEqualTo(30);
    }

    @Test
    void whatNoRuleReadsIsNotKept() {
        Playing playing = new Playing("- {name: R, metric: m, condition: value > 5}");
        playing.sample("n", 9);
        playing.check("m", Status.OK);
        assertThat(playing.engine.figures().series()).isZero();
    }
}
