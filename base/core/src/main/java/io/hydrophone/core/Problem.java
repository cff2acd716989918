package io.hydrophone.core;

/**
 * Something the user has to know about and can act on: shown the same way on the command line, in logs and over HTTP.
 *
 * @param code stable, lower-case with hyphens, for scripts and metric labels: {@code no-permission}
 * @param message what is wrong, one sentence without a full stop
 * @param where the place: a file, {@code file:line:column}, a device, an address; may be empty
 * @param action what to do about it; may be empty
 */
public record Problem(String code, String message, String where, String action) {
    /** One to two lines for a terminal: {@code where: message} and what to do. */
    public String text() {
        String first = where.isEmpty() ? message : where + ": " + message;
        return action.isEmpty() ? first : first + System.lineSeparator() + "  " + action;
    }
}
