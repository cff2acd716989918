package io.hydrophone.alert.condition;

/** Operations on numbers, as CEL names them. */
enum Arithmetic {
    PLUS("_+_"),
    MINUS("_-_"),
    TIMES("_*_"),
    DIVIDED("_/_");

    private final String operator;

    Arithmetic(String operator) {
        this.operator = operator;
    }

    String operator() {
        return operator;
    }

    double of(double a, double b) {
        return switch (this) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDED -> {
                if (b == 0) {
                    throw new AbsentValue("a division by zero");
                }
                yield a / b;
            }
        };
    }
}
