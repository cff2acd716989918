package io.hydrophone.agent;

import io.hydrophone.core.Signal;
import java.util.List;

/** Takes signals and sees to it that they arrive. For many threads at once. */
@FunctionalInterface
public interface SignalSink {
    /**
     * Takes them, all or none. When this returns, they are on disk where the sink keeps them there.
     *
     * @throws io.hydrophone.core.ProblemException when they are not taken; then they were counted as lost, with the reason
     */
    void accept(List<? extends Signal> signals);
}
