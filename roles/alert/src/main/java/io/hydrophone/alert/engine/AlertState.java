package io.hydrophone.alert.engine;

/** How far an alert is. */
public enum AlertState {
    /** The condition holds, but not yet for long enough. */
    PENDING,
    FIRING,
    RESOLVED
}
