package io.hydrophone.truth;

/**
 * A line of a server's general log.
 *
 * @param command {@code Query}, {@code Execute}
 * @param text of an execution with the values in the place of the question marks
 */
record Logged(String command, String text) {}
