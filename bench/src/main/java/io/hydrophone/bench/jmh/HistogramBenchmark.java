package io.hydrophone.bench.jmh;

import io.hydrophone.core.LatencyHistogram;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Recording durations as a server has them: most near 100 µs, some hundred times as long. */
@State(Scope.Thread)
public class HistogramBenchmark {
    private static final int DURATIONS = 4096;

    private final LatencyHistogram histogram = new LatencyHistogram();
    private final long[] nanos = new long[DURATIONS];
    private int next;

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (long) (100_000 * Math.exp(random.nextGaussian()));
        }
    }

    @Benchmark
    public LatencyHistogram record() {
        histogram.record(nanos[next++ & DURATIONS - 1]);
        return histogram;
    }
}
