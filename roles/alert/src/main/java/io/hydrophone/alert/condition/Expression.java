package io.hydrophone.alert.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Optional;
import java.util.Set;

/** An expression that was compiled. Immutable, and safe for many threads. */
public final class Expression {
    private final String text;
    private final CelRuntime.Program program;
    private final Calls calls;

    Expression(String text, CelAbstractSyntaxTree checked, Calls calls) throws CelEvaluationException {
        this.text = text;
        this.program = Functions.RUNTIME.createProgram(checked);
        this.calls = calls;
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** All that it may ask for. */
    public Set<Read> reads() {
        return calls.reads();
    }

    /** Whether it depends on no series. */
    public boolean isConstant() {
        return calls.isConstant();
    }

    /** What it says as a condition. */
    public Verdict verdict(Facts facts) {
        try {
            return Boolean.TRUE.equals(evaluate(facts)) ? Verdict.TRUE : Verdict.FALSE;
        } catch (CelEvaluationException e) {
            return new Verdict(Truth.UNKNOWN, AbsentValue.why(e));
        }
    }

    /** Its value; empty when it is not known. */
    Optional<Object> value(Facts facts) {
        try {
            return Optional.of(evaluate(facts));
        } catch (CelEvaluationException e) {
            return Optional.empty();
        }
    }

    private Object evaluate(Facts facts) throws CelEvaluationException {
        return Functions.with(
                new Functions.Asked(facts, calls),
                () -> program.eval(name -> {
                    Object value = facts.variable(name);
                    if (value == null) {
                        throw new AbsentValue(name);
                    }
                    return Optional.of(value);
                }));
    }
}
