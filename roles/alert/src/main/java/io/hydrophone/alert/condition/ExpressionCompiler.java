package io.hydrophone.alert.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Compiles expressions of one rule: what variables there are, and which types they have, is known here. */
public final class ExpressionCompiler {
    public static final String VALUE = "value";
    public static final String LABELS = "labels";

    /** Names that a rule's own variables may not take: those of today, and of what the monitor will know. */
    public static final Set<String> RESERVED = Set.of(VALUE, LABELS, "health", "incidents");

    private final boolean hasMetric;
    private final CelCompiler compiler;

    private ExpressionCompiler(boolean hasMetric, CelCompiler compiler) {
        this.hasMetric = hasMetric;
        this.compiler = compiler;
    }

    /**
     * For a rule.
     *
     * @param hasMetric whether it has a metric, whose value is a variable
     * @param numbers names of its own variables
     */
    public static ExpressionCompiler of(boolean hasMetric, Collection<String> numbers) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(Functions.OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(Functions.STANDARD)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(Functions.DECLARATIONS)
                .addVar(LABELS, MapType.create(SimpleType.STRING, SimpleType.STRING));
        if (hasMetric) {
            builder.addVar(VALUE, SimpleType.DOUBLE);
        }
        numbers.forEach(name -> builder.addVar(name, SimpleType.DOUBLE));
        return new ExpressionCompiler(hasMetric, builder.build());
    }

    /** A condition; null when something is wrong with it. */
    public Expression condition(String text, Consumer<ExpressionProblem> problems) {
        return compile(text, SimpleType.BOOL, problems);
    }

    /** An expression of any type; null when something is wrong with it. */
    Expression any(String text, Consumer<ExpressionProblem> problems) {
        return compile(text, SimpleType.DYN, problems);
    }

    private Expression compile(String text, CelType wanted, Consumer<ExpressionProblem> problems) {
        try {
            CelValidationResult result = compiler.compile(text);
            if (result.hasError()) {
                result.getErrors().forEach(issue -> problems.accept(problem(text, issue, result.getSource())));
                return null;
            }
            return checked(text, result.getAst(), wanted, problems);
        } catch (CelValidationException | CelEvaluationException | IllegalArgumentException | IllegalStateException e) {
            problems.accept(new ExpressionProblem(0, "this cannot be compiled: " + firstLine(e.getMessage()), ""));
            return null;
        }
    }

    private Expression checked(
            String text, CelAbstractSyntaxTree tree, CelType wanted, Consumer<ExpressionProblem> problems)
            throws CelEvaluationException {
        boolean[] refused = {false};
        if (wanted.equals(SimpleType.BOOL) && !tree.getResultType().equals(SimpleType.BOOL)) {
            refused[0] = true;
            problems.accept(new ExpressionProblem(
                    0,
                    "a condition is true or false, and this is "
                            + tree.getResultType().name(),
                    "compare it, such as: value > 85"));
        }
        Calls calls = Calls.of(tree.getExpr(), hasMetric, (at, offset, message, action) -> {
            refused[0] = true;
            int begin = tree.getSource().getPositionsMap().getOrDefault(at.id(), 0);
            problems.accept(new ExpressionProblem(characters(text, begin + offset), message, action));
        });
        return refused[0] ? null : new Expression(text, tree, calls);
    }

    private ExpressionProblem problem(String text, CelIssue issue, CelSource source) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        int offset = line < 1 ? 0 : source.getLocationOffset(line, column).orElse(0);
        String message = firstLine(issue.getMessage());
        return new ExpressionProblem(characters(text, offset), told(message), action(message));
    }

    /** Without what only CEL's own developers want to know. */
    private static String told(String message) {
        int end = message.length();
        for (String tail : List.of(" (candidates: ", " (in container ", " expecting {")) {
            int at = message.indexOf(tail);
            end = at < 0 ? end : Math.min(end, at);
        }
        return message.substring(0, end);
    }

    private String action(String message) {
        if (message.startsWith("undeclared reference to 'value'")) {
            return hasMetric ? "" : "give the rule a metric, or name one: last(\"METRIC\")";
        }
        if (message.startsWith("undeclared reference")) {
            return "known are value, labels, the rule's variables, and the functions avg, max, min, rate, last, present";
        }
        return message.startsWith("found no matching overload")
                ? "these types do not go together; labels are texts, values are numbers"
                : "";
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    /** CEL counts code points. */
    private static int characters(String text, int codePoints) {
        return text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    }
}
