package io.hydrophone.agent.forward;

import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;

/** Says in a signal itself whose it is, before it leaves the machine. */
final class Addressing {
    private Addressing() {}

    static Signal of(Signal signal, String host, Tags more) {
        if (!signal.host().isEmpty() && more.isEmpty()) {
            return signal;
        }
        String whose = signal.host().isEmpty() ? host : signal.host();
        return switch (signal) {
            case Sample is ->
                new Sample(is.name(), is.tags().and(more), whose, is.value(), is.ts(), is.kind(), is.interval());
            case ServiceCheck is ->
                new ServiceCheck(is.name(), is.status(), is.tags().and(more), whose, is.ts(), is.message());
            case Event is ->
                new Event(
                        is.title(),
                        is.text(),
                        is.tags().and(more),
                        whose,
                        is.ts(),
                        is.alert(),
                        is.lowPriority(),
                        is.aggregationKey(),
                        is.sourceType());
        };
    }
}
