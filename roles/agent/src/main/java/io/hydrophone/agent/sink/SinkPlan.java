package io.hydrophone.agent.sink;

import io.hydrophone.agent.forward.Forwarder.Destination;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.SinkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A sink as a configuration has it, not made yet: a file is checked without opening anything.
 *
 * @param make makes it
 */
public record SinkPlan(SinkOptions options, Supplier<Sink> make) {
    /**
     * Makes all of them.
     *
     * @throws io.hydrophone.core.ProblemException when a file that one needs cannot be read; then none is left
     */
    public static List<Destination> destinations(List<SinkPlan> plans) {
        List<Destination> made = new ArrayList<>();
        try {
            for (SinkPlan plan : plans) {
                made.add(new Destination(plan.options(), plan.make().get()));
            }
            return List.copyOf(made);
        } catch (RuntimeException e) {
            made.forEach(destination -> destination.sink().close());
            throw e;
        }
    }
}
