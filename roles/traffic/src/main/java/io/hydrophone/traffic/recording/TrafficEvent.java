package io.hydrophone.traffic.recording;

/**
 * What a recording consists of. Events stand in the order in which they were captured; those of one session are in its own order.
 * Times are nanoseconds since 1970, durations nanoseconds; −1 stands for unknown, "" for an unknown or absent text.
 */
public sealed interface TrafficEvent permits SessionBegun, Asked, Uploaded, Answered, SessionOver, Losses {
    /** When it happened; −1 for an event without a time of its own. */
    long nanos();
}
