package io.hydrophone.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

@State(Scope.Thread)
public class HistogramBenchmark {
    private long x;

    @Benchmark
    public long record() {
        return x += 3;
    }
}
