package io.hydrophone.traffic.compare;

import static io.hydrophone.traffic.compare.Answers.error;
import static io.hydrophone.traffic.compare.Answers.ok;
import static io.hydrophone.traffic.compare.Answers.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailOnTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "new-errors>0      | new-errors>0: 161 of 14,763 commands",
                "new-errors>160    | new-errors>160: 161 of 14,763 commands",
                "new-errors >= 161 | new-errors >= 161: 161 of 14,763 commands",
                "new-errors>1%     | new-errors>1%: 161 of 14,763 commands",
                "rows-differ>0     | rows-differ>0: 16 of 14,763 commands",
                "affected-differ>0 | affected-differ>0: 60 of 14,763 commands",
                "checksums-differ>0| checksums-differ>0: 120 of 14,121 commands with checksums",
                "changed-errors>0  | changed-errors>0: 120 of 14,763 commands",
                "gone-errors>0     | gone-errors>0: 120 of 14,763 commands",
                "more-warnings>0   | more-warnings>0: 120 of 14,763 commands",
                "unanswered>0      | unanswered>0: 1 of 14,764 commands",
                "skipped>0         | skipped>0: 120 of 14,883 commands",
                "unpaired>0        | unpaired>0: 1 of 14,764 answers",
                "slower>0          | slower>0: 2 of 22 statements",
                "p50>5%            | p50>5%: 396µs became 450µs (13.9% more)",
            })
    void whatIsCrossedIsSaid(String expression, String said) {
        assertThat(FailOn.parse(expression).crossed(Upgrade.report()))
                .singleElement()
                .asString()
                .startsWith(said.substring(0, said.indexOf(':')))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new-errors>161",
                "new-errors>=162",
                "new-errors>2%",
                "slower>2",
                "slower>5%",
                "p95>5%",
                "p99>0%",
                "p50>20%",
                "unanswered>1"
            })
    void whatIsWithinItsBoundIsNot(String expression) {
        assertThat(FailOn.parse(expression).crossed(Upgrade.report())).isEmpty();
    }

    @Test
    void conditionsAddUp() {
        FailOn both =
                FailOn.nothing().and(FailOn.parse("new-errors>0, slower>5%")).and(FailOn.parse("unpaired>0"));

        assertThat(both.crossed(Upgrade.report())).hasSize(2);
        assertThat(FailOn.nothing().crossed(Upgrade.report())).isEmpty();
    }

    @Test
    void timeThatWasAddedIsAPercentageOfAll() {
        Comparison comparison = new Comparison(Pairing.COMMANDS);
        comparison.answered(query("SELECT 1"), ok(1_000), ok(1_060));

        assertThat(FailOn.parse("slower>5%").crossed(comparison.report("a", "b", List.of())))
                .containsExactly("slower>5%: 1.00ms became 1.06ms (6.0% more)");
        assertThat(FailOn.parse("slower>6.5%").crossed(comparison.report("a", "b", List.of())))
                .isEmpty();
    }

    /** A gate that nothing can close is none. */
    @Test
    void whatCannotBeToldIsCrossed() {
        Comparison nothing = new Comparison(Pairing.COMMANDS);
        assertThat(FailOn.parse("new-errors>0").crossed(nothing.report("a", "b", List.of())))
                .containsExactly("new-errors>0: nothing was compared");
        nothing.answered(query("SELECT 1"), error(1, ""), error(1, ""));
        assertThat(FailOn.parse("checksums-differ>0,p95>5%,slower>5%,rows-differ>0")
                        .crossed(nothing.report("a", "b", List.of())))
                .containsExactly(
                        "checksums-differ>0: no command has a checksum of its rows on both sides",
                        "p95>5%: no latency is known",
                        "slower>5%: no latency is known");
        Comparison samples = new Comparison(Pairing.SAMPLES);
        samples.source(query("SELECT 1"), ok(1));
        samples.target(query("SELECT 1"), ok(1));
        assertThat(FailOn.parse("rows-differ>0,new-errors>0").crossed(samples.report("a", "b", List.of())))
                .containsExactly("rows-differ>0: cannot be told of two samples, only of a replay's recording");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "new-erors>0              | 1  | 'new-erors' is nothing to fail on",
                "new-errors>0,,slower>5%  | 14 | a name is missing",
                "new-errors>0, slow>5%    | 15 | 'slow' is nothing to fail on",
                "new-errors               | 11 | '>' is missing",
                "new-errors=0             | 11 | '>' is missing",
                "new-errors>              | 12 | a number is missing",
                "new-errors>many          | 12 | a number is missing",
                "new-errors>1.5           | 12 | '1.5' is no count",
                "new-errors>1..5%         | 12 | '1..5' is no count",
                "new-errors>0 rows        | 14 | 'rows' does not belong here",
                "new-errors>99999999999999999999 | 12 | '99999999999999999999' is no count",
                "p95>5                    | 5  | p95 grows by a percentage",
                "new-errors>0,            | 14 | a name is missing",
            })
    void whatCannotBeReadIsToldWithItsColumn(String expression, int column, String what) {
        assertThatThrownBy(() -> FailOn.parse(expression)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("bad-fail-on");
            assertThat(e.problem().where()).isEqualTo("--fail-on '" + expression + "', column " + column);
            assertThat(e.problem().message()).isEqualTo(what);
        });
    }
}
