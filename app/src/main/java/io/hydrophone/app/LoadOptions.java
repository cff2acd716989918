package io.hydrophone.app;

import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.wire.source.LiveCapture;
import picocli.CommandLine.Option;

/** How much of the machine listening may take. Shared by the commands that listen for long. */
final class LoadOptions {
    /** As far as {@link LiveCapture} goes. */
    private static final int MAX_CPU_PERCENT = 100 * LiveCapture.MAX_WORKERS;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Share the sessions among so many threads, each with a ring (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--cpu-limit",
            paramLabel = "PERCENT",
            description = "Hear fewer sessions rather than take more than this of one core.")
    private Integer cpuLimit;

    int workers() {
        return checkWorkers(workers);
    }

    static int checkWorkers(int workers) {
        if (workers < 1 || workers > LiveCapture.MAX_WORKERS) {
            throw new ProblemException(
                    "bad-workers",
                    "is no number of threads",
                    "--workers " + workers,
                    "from 1 to " + LiveCapture.MAX_WORKERS);
        }
        return workers;
    }

    /** What a probe is to be told. */
    ProbeOptions options(CaptureOptions capture) {
        if (cpuLimit != null && (cpuLimit < 1 || cpuLimit > MAX_CPU_PERCENT)) {
            throw new ProblemException(
                    "bad-cpu-limit",
                    "is no share of a core",
                    "--cpu-limit " + cpuLimit,
                    "in percent, from 1; above 100 with several workers");
        }
        return ProbeOptions.of(String.join(",", capture.devices()), capture.ports())
                .withSample(capture.sample())
                .withKeyLog(capture.openKeyLog())
                .withCpuLimitPercent(cpuLimit == null ? 0 : cpuLimit);
    }
}
