package io.hydrophone.alert.condition;

/**
 * What a condition says.
 *
 * @param why it is unknown; empty where it is not
 */
public record Verdict(Truth truth, String why) {
    public static final Verdict TRUE = new Verdict(Truth.TRUE, "");
    public static final Verdict FALSE = new Verdict(Truth.FALSE, "");
}
