package io.hydrophone.agent.plugin;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.text.MetricName;
import io.hydrophone.core.Foreign;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plugin of Nagios says (Monitoring Plugins Development Guidelines): its status is 0 to 3, its first line is for
 * people, and behind a {@code |}, there or further below, stand measurements.
 */
record NagiosOutput(ServiceCheck.Status status, String message, List<PerformanceDatum> data) {
    private static final int SHOWN = 500;

    /** Reads anything. */
    static NagiosOutput of(int exit, String output) {
        List<String> lines = output.lines().toList();
        String first = lines.isEmpty() ? "" : lines.getFirst();
        int bar = first.indexOf('|');
        List<PerformanceDatum> data = new ArrayList<>();
        if (bar >= 0) {
            data.addAll(PerformanceDatum.parse(first.substring(bar + 1)));
        }
        boolean isBehind = false;
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int next = isBehind ? -1 : line.indexOf('|');
            if (isBehind || next >= 0) {
                data.addAll(PerformanceDatum.parse(line.substring(next + 1)));
                isBehind = true;
            }
        }
        String message = Foreign.text((bar < 0 ? first : first.substring(0, bar)).strip(), SHOWN);
        return new NagiosOutput(ServiceCheck.Status.of(exit), message, List.copyOf(data));
    }

    /** Says the status under a name, and each measurement under that name and its own. */
    void tell(String name, Readings out) {
        out.service(name, status, Tags.NONE, message);
        for (PerformanceDatum datum : data) {
            String metric = name + "." + MetricName.part(datum.label());
            if (datum.isTotal()) {
                out.rate(metric, datum.value());
            } else {
                out.gauge(metric, datum.value(), datum.unit().isEmpty() ? Tags.NONE : Tags.pair("unit", datum.unit()));
            }
        }
    }
}
