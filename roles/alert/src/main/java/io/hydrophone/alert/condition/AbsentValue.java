package io.hydrophone.alert.condition;

/** Something that an expression needs was not measured. CEL takes it for an error: {@code false && error} is false. */
final class AbsentValue extends RuntimeException {
    AbsentValue(String what) {
        super("no value: " + what, null, false, false); // thrown at any evaluation: no stack trace
    }

    /** Why an evaluation failed. */
    static String why(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AbsentValue absent) {
                return absent.getMessage();
            }
        }
        String message = String.valueOf(failure.getMessage());
        return message.substring(message.startsWith("evaluation error") ? message.indexOf(": ") + 2 : 0);
    }
}
