package io.hydrophone.alert.condition;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.hydrophone.alert.series.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * What conditions have beside CEL's own: functions over series, and arithmetic of whole and other numbers together. Dividing
 * by zero is unknown; CEL's own would be infinite, which every threshold is below.
 */
final class Functions {
    static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(10_000)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations(10_000)
            .build();

    /** Those of CEL, without its division. */
    static final CelStandardDeclarations STANDARD = CelStandardDeclarations.newBuilder()
            .filterFunctions((function, overload) -> function != StandardFunction.DIVIDE
                    || overload != StandardFunction.Overload.Arithmetic.DIVIDE_DOUBLE)
            .build();

    /** Who asks: a function is called with texts alone. */
    record Asked(Facts facts, Calls calls) {
        double last(String series) {
            return known(facts.last(calls.selector(series)), "last(" + series + ")");
        }

        boolean present(String series) {
            return facts.present(calls.selector(series));
        }

        double over(Aggregate function, String series, String window) {
            Selector selector = series == null ? null : calls.selector(series);
            return known(
                    facts.over(function, selector, calls.window(window)),
                    function.label() + "(" + (series == null ? "" : series + ", ") + window + ")");
        }

        private static double known(double value, String what) {
            if (Double.isNaN(value)) {
                throw new AbsentValue(what);
            }
            return value;
        }
    }

    /** An evaluation. */
    interface Evaluation {
        Object run() throws CelEvaluationException;
    }

    private static final ScopedValue<Asked> ASKED = ScopedValue.newInstance();

    static final List<CelFunctionDecl> DECLARATIONS;
    static final CelRuntime RUNTIME;

    static {
        List<CelFunctionDecl> declarations = new ArrayList<>();
        List<CelFunctionBinding> bindings = new ArrayList<>();
        declare(declarations, Calls.LAST, SimpleType.DOUBLE, SimpleType.STRING);
        bindings.add(CelFunctionBinding.from(
                "last_string", String.class, series -> ASKED.get().last(series)));
        declare(declarations, Calls.PRESENT, SimpleType.BOOL, SimpleType.STRING);
        bindings.add(CelFunctionBinding.from(
                "present_string", String.class, series -> ASKED.get().present(series)));
        for (Aggregate function : Aggregate.values()) {
            declarations.add(CelFunctionDecl.newFunctionDeclaration(
                    function.label(),
                    overload(function.label(), SimpleType.DOUBLE, SimpleType.STRING),
                    overload(function.label(), SimpleType.DOUBLE, SimpleType.STRING, SimpleType.STRING)));
            bindings.add(CelFunctionBinding.from(
                    function.label() + "_string",
                    String.class,
                    window -> ASKED.get().over(function, null, window)));
            bindings.add(CelFunctionBinding.from(
                    function.label() + "_string_string",
                    String.class,
                    String.class,
                    (series, window) -> ASKED.get().over(function, series, window)));
        }
        for (Arithmetic operation : Arithmetic.values()) {
            arithmetic(declarations, bindings, operation);
        }
        equality(declarations, bindings);
        DECLARATIONS = List.copyOf(declarations);
        RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .addFunctionBindings(bindings)
                .build();
    }

    private Functions() {}

    static Object with(Asked asked, Evaluation evaluation) throws CelEvaluationException {
        return ScopedValue.where(ASKED, asked).call(evaluation::run);
    }

    private static void declare(List<CelFunctionDecl> declarations, String name, CelType result, CelType argument) {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(name, overload(name, result, argument)));
    }

    /** Named after its function and the types of its arguments. */
    private static CelOverloadDecl overload(String function, CelType result, CelType... arguments) {
        StringBuilder id = new StringBuilder(function);
        for (CelType argument : arguments) {
            id.append('_').append(argument.name());
        }
        return CelOverloadDecl.newGlobalOverload(id.toString(), result, arguments);
    }

    private static void arithmetic(
            List<CelFunctionDecl> declarations, List<CelFunctionBinding> bindings, Arithmetic operation) {
        String operator = operation.operator();
        List<CelOverloadDecl> overloads = new ArrayList<>(mixed(operator, SimpleType.DOUBLE));
        if (operation == Arithmetic.DIVIDED) {
            CelOverloadDecl both = overload(operator, SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.DOUBLE);
            overloads.add(both);
            bindings.add(CelFunctionBinding.from(both.overloadId(), Double.class, Double.class, operation::of));
        }
        declarations.add(CelFunctionDecl.newFunctionDeclaration(operator, overloads));
        bindings.add(CelFunctionBinding.from(
                operator + "_double_int", Double.class, Long.class, (a, b) -> operation.of(a, (double) b)));
        bindings.add(CelFunctionBinding.from(
                operator + "_int_double", Long.class, Double.class, (a, b) -> operation.of((double) a, b)));
    }

    private static void equality(List<CelFunctionDecl> declarations, List<CelFunctionBinding> bindings) {
        for (boolean equal : new boolean[] {true, false}) {
            String operator = equal ? "_==_" : "_!=_";
            declarations.add(CelFunctionDecl.newFunctionDeclaration(operator, mixed(operator, SimpleType.BOOL)));
            bindings.add(CelFunctionBinding.from(
                    operator + "_double_int", Double.class, Long.class, (a, b) -> equal == (a == (double) b)));
            bindings.add(CelFunctionBinding.from(
                    operator + "_int_double", Long.class, Double.class, (a, b) -> equal == ((double) a == b)));
        }
    }

    private static List<CelOverloadDecl> mixed(String operator, CelType result) {
        return List.of(
                overload(operator, result, SimpleType.DOUBLE, SimpleType.INT),
                overload(operator, result, SimpleType.INT, SimpleType.DOUBLE));
    }
}
