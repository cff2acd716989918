package io.hydrophone.agent.statsd;

import io.hydrophone.core.LatencyHistogram;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.List;

/**
 * Timers, histograms and distributions: count, mean, least and greatest are exact, quantiles within 2.2 %, from a millionth to
 * nine billions of a thousand (9·10¹²); what is below counts as 0.
 */
final class ValueSeries extends Series {
    /** Of the histograms, whose values are whole. */
    private static final double SCALE = 1e6;

    private record Quantile(double fraction, String suffix) {}

    private static final List<Quantile> HISTOGRAM =
            List.of(new Quantile(0.5, ".median"), new Quantile(0.95, ".95percentile"));
    private static final List<Quantile> DISTRIBUTION = List.of(
            new Quantile(0.5, ".p50"),
            new Quantile(0.75, ".p75"),
            new Quantile(0.9, ".p90"),
            new Quantile(0.95, ".p95"),
            new Quantile(0.99, ".p99"));

    private final boolean isDistribution;
    private final boolean asRate;
    private final LatencyHistogram positive = new LatencyHistogram();
    /** Of the values below 0, without their sign; null until there is one. */
    private LatencyHistogram negative;

    private long values;
    private double count;
    private double sum;
    private double least;
    private double greatest;

    /** @param asRate whether the count is told as so much a second, as dd-agent does */
    ValueSeries(String name, Tags tags, String host, boolean isDistribution, boolean asRate) {
        super(name, tags, host);
        this.isDistribution = isDistribution;
        this.asRate = asRate;
    }

    @Override
    boolean takes(byte[] in, int from, int to) {
        return !Double.isNaN(Bytes.number(in, from, to));
    }

    @Override
    void add(byte[] in, int from, int to, double rate) {
        double value = Bytes.number(in, from, to);
        least = values == 0 ? value : Math.min(least, value);
        greatest = values == 0 ? value : Math.max(greatest, value);
        values++;
        count += 1 / rate;
        sum += value / rate;
        if (value >= 0) {
            positive.record(Math.round(value * SCALE));
        } else {
            if (negative == null) {
                negative = new LatencyHistogram();
            }
            negative.record(Math.round(-value * SCALE));
        }
    }

    @Override
    void emit(List<Sample> into, long ts, Duration interval) {
        gauge(into, ".avg", Math.clamp(sum / count, least, greatest), ts);
        into.add(
                asRate
                        ? sample(".count", count * 1_000_000_000.0 / interval.toNanos(), SampleKind.RATE, ts, interval)
                        : sample(".count", count, SampleKind.COUNT, ts, interval));
        gauge(into, ".max", greatest, ts);
        if (isDistribution) {
            gauge(into, ".min", least, ts);
        }
        for (Quantile quantile : isDistribution ? DISTRIBUTION : HISTOGRAM) {
            gauge(into, quantile.suffix(), quantile(quantile.fraction()), ts);
        }
        values = 0;
        count = 0;
        sum = 0;
        positive.reset();
        if (negative != null) {
            negative.reset();
        }
    }

    private void gauge(List<Sample> into, String suffix, double value, long ts) {
        into.add(sample(suffix, value, SampleKind.GAUGE, ts, Duration.ZERO));
    }

    private double quantile(double fraction) {
        long below = negative == null ? 0 : negative.count();
        double rank = Math.ceil(fraction * values);
        double found = rank > below
                ? positive.quantile((rank - below) / positive.count()) / SCALE
                : -negative.quantile((below - rank + 1) / below) / SCALE;
        return Math.clamp(found, least, greatest);
    }
}
