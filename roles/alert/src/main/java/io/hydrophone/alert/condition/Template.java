package io.hydrophone.alert.condition;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A text in which expressions stand in double braces: {@code {{ labels.host }} uses {{ value * 100 }} %}. */
public final class Template {
    private static final String BEGIN = "{{";
    private static final String END = "}}";
    private static final MathContext DIGITS = new MathContext(6);

    /** What stands for a value that is not known. */
    private static final String UNKNOWN = "unknown";

    /**
     * A piece of the text.
     *
     * @param expression null for text as it is
     */
    private record Part(String text, Expression expression) {}

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /** Whether a text has expressions. */
    public static boolean isTemplate(String text) {
        return text.contains(BEGIN);
    }

    /** Compiles a text; null when something is wrong with it. */
    public static Template of(String text, ExpressionCompiler compiler, Consumer<ExpressionProblem> problems) {
        List<Part> parts = new ArrayList<>();
        boolean fine = true;
        int done = 0;
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, done)) {
            int from = begin + BEGIN.length();
            int to = text.indexOf(END, from);
            if (to < 0) {
                problems.accept(new ExpressionProblem(begin, "these braces have no end", "write {{ EXPRESSION }}"));
                return null;
            }
            parts.add(new Part(text.substring(done, begin), null));
            Expression expression =
                    compiler.any(text.substring(from, to), problem -> problems.accept(problem.behind(from)));
            fine &= expression != null;
            parts.add(new Part("", expression));
            done = to + END.length();
        }
        parts.add(new Part(text.substring(done), null));
        return fine ? new Template(List.copyOf(parts)) : null;
    }

    /** All that its expressions may ask for. */
    public Set<Read> reads() {
        return parts.stream()
                .filter(part -> part.expression() != null)
                .flatMap(part -> part.expression().reads().stream())
                .collect(Collectors.toSet());
    }

    /** The text with the values of now. */
    public String text(Facts facts) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(
                    part.expression() == null
                            ? part.text()
                            : part.expression()
                                    .value(facts)
                                    .map(Template::shown)
                                    .orElse(UNKNOWN));
        }
        return text.toString();
    }

    private static String shown(Object value) {
        return value instanceof Double number && Double.isFinite(number) ? digits(number) : value.toString();
    }

    /** Six digits, without an exponent: {@code 85}, {@code 0.333333}. */
    private static String digits(double number) {
        return number == 0
                ? "0"
                : new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
