package io.hydrophone.truth;

import io.hydrophone.protocol.Command;
import java.util.Iterator;
import java.util.Optional;

/** An execution's text with its values in the place of the question marks, as servers write it into their logs. */
final class ValuesInText {
    private ValuesInText() {}

    /** Nothing where a value may be written in several ways, or is not known. */
    static Optional<String> of(Said execution) {
        if (execution.command() != Command.COM_STMT_EXECUTE
                || execution.parameters() == null
                || execution.sql().chars().filter(c -> c == '?').count()
                        != execution.parameters().size()
                || !execution.parameters().stream().allMatch(ValuesInText::isPlain)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        Iterator<Object> values = execution.parameters().iterator();
        for (char c : execution.sql().toCharArray()) {
            if (c == '?') {
                Object value = values.next();
                text.append(
                        value instanceof String
                                ? "'" + value + "'"
                                : String.valueOf(value).replace("null", "NULL"));
            } else {
                text.append(c);
            }
        }
        return Optional.of(text.toString());
    }

    private static boolean isPlain(Object value) {
        return value == null
                || value instanceof Long
                || (value instanceof String text && text.matches("[A-Za-z][A-Za-z0-9 _.,-]*"));
    }
}
