package io.hydrophone.bench;

import io.hydrophone.bench.jmh.DecodeBenchmark;
import io.hydrophone.bench.jmh.DigestBenchmark;
import io.hydrophone.bench.jmh.FingerprintBenchmark;
import io.hydrophone.bench.jmh.HistogramBenchmark;
import io.hydrophone.bench.jmh.Statement;
import io.hydrophone.bench.load.Capture;
import io.hydrophone.bench.load.CaptureStore;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.Estimate;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Bytes allocated and nanoseconds used by one operation of the hot path, by JMH with its gc profiler. */
final class AllocPart {
    private static final long SLICE_BYTES = 14_000_000;
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final int FORKS = 3;
    private static final int ITERATIONS = 3;

    /** Less than one object, of 16 bytes at least, in thirty operations; JMH's own bookkeeping is in the figure. */
    private static final double NOTHING = 0.5;

    private AllocPart() {}

    static void run(Setting setting) throws IOException, InterruptedException {
        Capture capture = new CaptureStore(setting.captures()).get(setting.port(), SLICE_BYTES);
        setting.report().input("slice", capture.toString());
        Collection<RunResult> results;
        try {
            results = new Runner(new OptionsBuilder()
                            .include(DecodeBenchmark.class.getSimpleName())
                            .include(DigestBenchmark.class.getSimpleName())
                            .include(FingerprintBenchmark.class.getSimpleName())
                            .include(HistogramBenchmark.class.getSimpleName())
                            .param("capture", capture.file().toString())
                            .param("port", Integer.toString(capture.port()))
                            .mode(Mode.AverageTime)
                            .timeUnit(TimeUnit.NANOSECONDS)
                            .addProfiler(GCProfiler.class)
                            .forks(FORKS)
                            .warmupIterations(ITERATIONS)
                            .warmupTime(TimeValue.seconds(1))
                            .measurementIterations(ITERATIONS)
                            .measurementTime(TimeValue.seconds(1))
                            .output(setting.dir().resolve("jmh.log").toString())
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IOException("JMH failed, see " + setting.dir().resolve("jmh.log"), e);
        }
        results.forEach(result -> tell(setting, result));
    }

    private static void tell(Setting setting, RunResult result) {
        BenchmarkParams params = result.getParams();
        String name = name(params);
        setting.report().add(Finding.own(name, "ns/op", samples(result.getPrimaryResult()), null, count(result)));
        setting.report()
                .add(Finding.own(
                        name + ", allocated",
                        "B/op",
                        samples(result.getSecondaryResults().get(ALLOCATED)),
                        Bound.atMost(NOTHING),
                        count(result)));
    }

    private static String name(BenchmarkParams params) {
        String name = params.getBenchmark().replaceFirst(".*\\.(\\w+)Benchmark", "$1");
        String statement = params.getParam("statement");
        return statement == null
                ? name
                : name + " of " + statement + ", "
                        + Statement.valueOf(statement).bytes().length + " B";
    }

    private static int count(RunResult result) {
        return (int) result.getPrimaryResult().getStatistics().getN();
    }

    private static Estimate samples(Result<?> result) {
        var statistics = result.getStatistics();
        double[] samples = new double[(int) statistics.getN()];
        int next = 0;
        for (var entries = statistics.getRawData(); entries.hasNext(); ) {
            var entry = entries.next();
            for (long i = 0; i < entry.getValue(); i++) {
                samples[next++] = entry.getKey();
            }
        }
        return Estimate.ofMedian(samples);
    }
}
