package io.hydrophone.alert.rule;

/** How fast somebody has to answer; the label {@code sla} of an alert. */
public enum ServiceLevel {
    P0,
    P1,
    P2,
    P3
}
