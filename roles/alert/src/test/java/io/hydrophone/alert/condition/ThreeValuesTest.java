package io.hydrophone.alert.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.alert.series.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth tables of docs/rules.md, row by row. */
class ThreeValuesTest {
    /** Metrics have the value that stands in their name; {@code u} has none. */
    private static final Facts FACTS = new Facts() {
        @Override
        public Object variable(String name) {
            return switch (name) {
                case "labels" -> Map.of("host", "a", "port", "3306");
                case "seven" -> 7.0;
                default -> null;
            };
        }

        @Override
        public double last(Selector series) {
            return series.metric().equals("u")
                    ? Double.NaN
                    : Double.parseDouble(series.metric().substring(1));
        }

        @Override
        public boolean present(Selector series) {
            return !series.metric().equals("u");
        }

        @Override
        public double over(Aggregate function, Selector series, Duration window) {
            return series == null ? Double.NaN : last(series);
        }
    };

    private static Expression compiled(String text) {
        List<ExpressionProblem> problems = new ArrayList<>();
        Expression expression =
                ExpressionCompiler.of(true, Set.of("seven", "absent")).condition(text, problems::add);
        assertThat(problems).isEmpty();
        return expression;
    }

    private static Verdict verdict(String text) {
        return compiled(text).verdict(FACTS);
    }

    /** T, F and U as expressions over metrics. */
    private static String operand(String letter) {
        return switch (letter) {
            case "T" -> "last('m1') == 1";
            case "F" -> "last('m1') == 2";
            default -> "last('u') == 1";
        };
    }

    private static Truth truth(String letter) {
        return switch (letter) {
            case "T" -> Truth.TRUE;
            case "F" -> Truth.FALSE;
            default -> Truth.UNKNOWN;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "T, T, T, T", "T, F, F, T", "T, U, U, T",
        "F, T, F, T", "F, F, F, F", "F, U, F, U",
        "U, T, U, T", "U, F, F, U", "U, U, U, U"
    })
    void andOr(String left, String right, String and, String or) {
        assertThat(verdict(operand(left) + " && " + operand(right)).truth()).isEqualTo(truth(and));
        assertThat(verdict(operand(left) + " || " + operand(right)).truth()).isEqualTo(truth(or));
    }

    @ParameterizedTest
    @CsvSource({"T, F", "F, T", "U, U"})
    void not(String operand, String result) {
        assertThat(verdict("!(" + operand(operand) + ")").truth()).isEqualTo(truth(result));
    }

    @ParameterizedTest
    @CsvSource({"T, T, U, T", "F, U, F, F", "T, U, T, U", "F, T, U, U", "U, T, T, U"})
    void choice(String condition, String then, String otherwise, String result) {
        assertThat(verdict(operand(condition) + " ? " + operand(then) + " : " + operand(otherwise))
                        .truth())
                .isEqualTo(truth(result));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "last('u') > 3 ; U",
                "last('u') != last('u') ; U",
                "last('u') + 1 > 0 ; U",
                "last('u') * 0 == 0 ; U",
                "value > 3 ; U",
                "absent > 3 ; U",
                "seven > 3 ; T",
                "last('u') in [1.0, 2.0] ; U",
                "[1.0, 2.0].exists(x, x == last('m2')) ; T",
                "[last('u'), 2.0].exists(x, x == 2.0) ; U",
                "[1.0, 2.0].exists(x, x == 2.0 || last('u') > 0) ; T",
                "[1.0, 2.0].all(x, x == 3.0 && last('u') > 0) ; F",
                "avg('u', '5m') > 0 ; U",
                "avg('5m') > 0 ; U",
                "avg('m4', '5m') == 4 ; T",
                "rate('u', '5m') >= 0 ; U",
                "present('u') ; F",
                "!present('u') ; T",
                "present('m1') ; T",
                "!present('u') || last('u') < 5 ; T",
                "present('u') && last('u') < 5 ; F",
                "labels.host == 'a' ; T",
                "labels.nowhere == 'a' ; U",
                "has(labels.nowhere) && labels.nowhere == 'a' ; F",
                "last('m1') / 0 > 5 ; U",
                "last('m0') / last('m0') > 5 ; U",
                "last('m6') / 4 == 1.5 ; T",
                "6 / last('m4') == 1.5 ; T",
                "1 / 0 == 1 ; U",
                "last('m6') / last('m3') == 2 ; T",
                "3 != last('m3') ; F",
                "last('m3') != 3 ; F",
                "last('m3') - 1 == 2 && 1 + last('m3') == 4 && 5 * last('m3') == 15 && 5 - last('m3') == 2 ; T",
                "last('m3') + 1 == 4 && last('m3') * 2 == 6 && 4 == last('m3') + 1 ; T",
                "size(labels) == 2 ; T",
                "int(labels.port) > 3000 ; T",
                "int(labels.host) > 3000 ; U",
                "labels.host.matches('^[a-c]$') ; T",
                "labels.exists(name, name == 'port') ; T",
                "duration('90s') > duration('1m') ; T"
            })
    void whatTouchesNothingIsUnknown(String text, String result) {
        assertThat(verdict(text).truth()).isEqualTo(truth(result));
    }

    @Test
    void whatIsUnknownSaysWhy() {
        assertThat(verdict("value > 3").why()).isEqualTo("no value: value");
        assertThat(verdict("last('u') > 3").why()).isEqualTo("no value: last(u)");
        assertThat(verdict("max('u', '5m') > 3").why()).isEqualTo("no value: max(u, 5m)");
        assertThat(verdict("max('5m') > 3").why()).isEqualTo("no value: max(5m)");
        assertThat(verdict("seven / 0 > 3").why()).isEqualTo("no value: a division by zero");
        assertThat(verdict("labels.x == ''").why()).contains("'x'");
        assertThat(verdict("seven > 3").why()).isEmpty();
    }

    @Test
    void allThatIsReadIsKnownBeforehand() {
        assertThat(compiled(
                                "[1.0].exists(x, x > avg('a', '5m') || rate('b{c=\"d\"}', '1h30m') > max('10s')) && present('e')")
                        .reads())
                .extracting(read -> read.series() + " " + read.window())
                .containsExactlyInAnyOrder("a PT5M", "b{c=\"d\"} PT1H30M", "null PT10S", "e PT0S");
    }

    @Test
    void templatesShowWhatIsKnown() {
        List<ExpressionProblem> problems = new ArrayList<>();
        ExpressionCompiler compiler = ExpressionCompiler.of(true, Set.of("seven"));
        Template template = Template.of(
                "{{ labels.host }}: {{seven}}, {{ seven / 3 * 100 }}, {{ last('m85') }}, {{ value }}, {{ seven > 3 }}, {{ size(labels) }}, {{ labels.x }}.",
                compiler,
                problems::add);
        assertThat(problems).isEmpty();
        assertThat(template.text(FACTS)).isEqualTo("a: 7, 233.333, 85, unknown, true, 2, unknown.");
        assertThat(Template.of("a {{ valeu }} {{ 1 +", compiler, problems::add)).isNull();
        assertThat(problems)
                .extracting(problem -> problem.offset() + " " + problem.message())
                .containsExactly("5 undeclared reference to 'valeu'", "14 these braces have no end");
    }
}
