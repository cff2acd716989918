package io.hydrophone.agent.log;

/** Finds measurements in a line. */
@FunctionalInterface
interface LineParser {
    /** Adds what is measured; false when this is no line of its kind. */
    boolean parse(String line, LineTotals totals);
}
