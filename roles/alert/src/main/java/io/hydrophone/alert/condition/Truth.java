package io.hydrophone.alert.condition;

/** What a condition says. Unknown is neither: what it depends on was not measured. */
public enum Truth {
    TRUE,
    FALSE,
    UNKNOWN
}
