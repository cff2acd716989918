package io.hydrophone.agent.statsd;

/** What the letters after a value say. */
enum MetricType {
    COUNTER,
    GAUGE,
    /** In milliseconds; treated as a histogram. */
    TIMER,
    HISTOGRAM,
    DISTRIBUTION,
    SET;

    /** Null when there is no such type. */
    static MetricType of(byte[] bytes, int from, int to) {
        if (to - from == 2) {
            return bytes[from] == 'm' && bytes[from + 1] == 's' ? TIMER : null;
        }
        if (to - from != 1) {
            return null;
        }
        return switch (bytes[from]) {
            case 'c' -> COUNTER;
            case 'g' -> GAUGE;
            case 'h' -> HISTOGRAM;
            case 'd' -> DISTRIBUTION;
            case 's' -> SET;
            default -> null;
        };
    }
}
