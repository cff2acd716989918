package io.hydrophone.agent.forward;

/** What a sink gets first after an outage. */
public enum Order {
    /** What is happening now, then the rest from the newest to the oldest. */
    NEWEST_FIRST,
    /** For those who refuse a point that is older than the last of its series. */
    OLDEST_FIRST
}
