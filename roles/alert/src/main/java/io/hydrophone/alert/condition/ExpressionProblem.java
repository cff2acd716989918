package io.hydrophone.alert.condition;

/**
 * What is wrong with an expression.
 *
 * @param offset where, in characters from the begin of the text it stands in
 * @param action what to do; may be empty
 */
public record ExpressionProblem(int offset, String message, String action) {
    ExpressionProblem behind(int begin) {
        return new ExpressionProblem(begin + offset, message, action);
    }
}
