package io.hydrophone.agent.sink;

import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What goes to those who know nothing but points: of a service check the number of its status, of an event nothing. */
final class Points {
    private Points() {}

    static boolean are(Signal signal) {
        return !(signal instanceof Event);
    }

    static List<Signal> of(List<Signal> signals) {
        List<Signal> points = new ArrayList<>(signals.size());
        for (Signal signal : signals) {
            switch (signal) {
                case Sample sample -> points.add(sample);
                case ServiceCheck check -> points.add(of(check));
                case Event event -> {}
            }
        }
        return points;
    }

    private static Sample of(ServiceCheck check) {
        return new Sample(
                check.name(),
                check.tags(),
                check.host(),
                check.status().number(),
                check.ts(),
                SampleKind.GAUGE,
                Duration.ZERO);
    }
}
