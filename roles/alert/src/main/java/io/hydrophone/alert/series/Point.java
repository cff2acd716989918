package io.hydrophone.alert.series;

/**
 * A value of a series.
 *
 * @param ts microseconds since 1970
 */
public record Point(long ts, double value) {}
