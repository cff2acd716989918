package io.hydrophone.alert.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import io.hydrophone.alert.series.Selector;
import io.hydrophone.alert.series.SeriesNotation;
import io.hydrophone.alert.text.TimeSpan;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls of an expression that ask for series. Metrics and windows are literals, so that all that a rule will ever read is
 * known when it is read itself.
 */
final class Calls {
    static final String LAST = "last";
    static final String PRESENT = "present";

    /** Points are kept in memory for the longest window. */
    static final Duration MAX_WINDOW = Duration.ofHours(24);

    private static final Set<String> AGGREGATES = aggregates();

    /** Variables that differ from series to series. */
    private static final Set<String> SERIES = Set.of(ExpressionCompiler.VALUE, ExpressionCompiler.LABELS);

    /** Something is wrong at an expression of an expression. */
    interface Refusal {
        void refuse(CelExpr at, int offset, String message, String action);
    }

    private final Map<String, Selector> selectors = new HashMap<>();
    private final Map<String, Duration> windows = new HashMap<>();
    private final Set<Read> reads = new LinkedHashSet<>();
    private final boolean hasMetric;
    private final Refusal refusal;
    private boolean touchesSeries;

    private Calls(boolean hasMetric, Refusal refusal) {
        this.hasMetric = hasMetric;
        this.refusal = refusal;
    }

    static Calls of(CelExpr expression, boolean hasMetric, Refusal refusal) {
        Calls calls = new Calls(hasMetric, refusal);
        calls.visit(expression);
        return calls;
    }

    private static Set<String> aggregates() {
        Set<String> names = new LinkedHashSet<>();
        for (Aggregate function : Aggregate.values()) {
            names.add(function.label());
        }
        return names;
    }

    /** Whether it would say the same for all series at all times. */
    boolean isConstant() {
        return reads.isEmpty() && !touchesSeries;
    }

    Set<Read> reads() {
        return Set.copyOf(reads);
    }

    Selector selector(String text) {
        return selectors.get(text);
    }

    Duration window(String text) {
        return windows.get(text);
    }

    private void visit(CelExpr expression) {
        switch (expression.getKind()) {
            case SELECT -> visit(expression.select().operand());
            case LIST -> expression.list().elements().forEach(this::visit);
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    visit(entry.key());
                    visit(entry.value());
                });
            case STRUCT -> expression.struct().entries().forEach(entry -> visit(entry.value()));
            case COMPREHENSION -> {
                CelExpr.CelComprehension loop = expression.comprehension();
                visit(loop.iterRange());
                visit(loop.accuInit());
                visit(loop.loopCondition());
                visit(loop.loopStep());
                visit(loop.result());
            }
            case CALL -> {
                expression.call().target().ifPresent(this::visit);
                expression.call().args().forEach(this::visit);
                call(expression);
            }
            case IDENT -> touchesSeries |= SERIES.contains(expression.ident().name());
            case NOT_SET, CONSTANT -> {}
        }
    }

    private void call(CelExpr expression) {
        String function = expression.call().function();
        List<CelExpr> arguments = expression.call().args();
        if (function.equals(LAST) || function.equals(PRESENT)) {
            Selector series = selector(arguments.getFirst());
            if (series != null) {
                reads.add(new Read(series, Duration.ZERO));
            }
        } else if (AGGREGATES.contains(function)) {
            Duration window = window(arguments.getLast());
            if (arguments.size() == 1 && !hasMetric) {
                refusal.refuse(
                        expression,
                        0,
                        "the rule has no metric of its own",
                        "write " + function + "(\"METRIC\", \"5m\"), or give the rule a metric");
                return;
            }
            Selector series = arguments.size() == 1 ? null : selector(arguments.getFirst());
            if (window != null && (series != null || arguments.size() == 1)) {
                reads.add(new Read(series, window));
            }
        }
    }

    private Selector selector(CelExpr argument) {
        String text = literal(argument, "a metric's name");
        if (text == null) {
            return null;
        }
        try {
            Selector selector = SeriesNotation.parse(text);
            selectors.put(text, selector);
            return selector;
        } catch (SeriesNotation.Malformed e) {
            refusal.refuse(argument, 1 + e.offset(), e.getMessage(), "write METRIC or METRIC{label='value'}");
            return null;
        }
    }

    private Duration window(CelExpr argument) {
        String text = literal(argument, "a window's length");
        if (text == null) {
            return null;
        }
        Duration window = TimeSpan.parse(text);
        if (window == null || window.isZero() || window.compareTo(MAX_WINDOW) > 0) {
            refusal.refuse(
                    argument,
                    1,
                    window == null ? "'" + text + "' is no time" : "a window of " + text + " is out of range",
                    "give up to 24h, such as \"5m\"");
            return null;
        }
        windows.put(text, window);
        return window;
    }

    private String literal(CelExpr argument, String what) {
        if (argument.getKind() == Kind.CONSTANT && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            return argument.constant().stringValue();
        }
        refusal.refuse(argument, 0, what + " has to be a text in quotes", "what a rule reads is known beforehand");
        return null;
    }
}
