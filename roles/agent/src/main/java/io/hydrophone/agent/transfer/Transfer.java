package io.hydrophone.agent.transfer;

import io.hydrophone.agent.SignalSink;
import io.hydrophone.agent.forward.Forwarder;
import io.hydrophone.agent.forward.Forwarder.Destination;
import io.hydrophone.agent.forward.ForwarderFigures;
import io.hydrophone.agent.forward.ForwarderOptions;
import io.hydrophone.agent.intake.Intake;
import io.hydrophone.agent.intake.IntakeCounters;
import io.hydrophone.agent.sink.SinkPlan;
import io.hydrophone.core.Problem;
import io.hydrophone.core.SeldomTold;
import io.hydrophone.core.Tags;
import io.hydrophone.http.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes what many agents send and divides it among several receivers, a series always to the same. What a receiver cannot take
 * waits for it on the disk, as in an agent; it is not given to another, for that has not the rest of the series.
 */
public final class Transfer implements AutoCloseable {
    private final Forwarder forwarder;
    private final Intake intake;
    private final SeenBatches seen;
    private final SignalsIntake signals;
    /** Null where open-falcon's agents do not call. */
    private final FalconServer falcon;

    private Transfer(Forwarder forwarder, SeenBatches seen, FalconServer falcon) {
        this.forwarder = forwarder;
        this.intake = new Intake(forwarder);
        this.seen = seen;
        this.signals = new SignalsIntake(forwarder, seen);
        this.falcon = falcon;
    }

    /**
     * Begins to deliver, and to hear open-falcon's agents.
     *
     * @param told what goes wrong on the way
     * @throws io.hydrophone.core.ProblemException when a file or a port cannot be had
     */
    public static Transfer start(TransferOptions options, Consumer<Problem> told) {
        Forwarder forwarder = Forwarder.start(
                new ForwarderOptions(options.name(), options.name(), Tags.NONE), shards(options.receivers()), told);
        try {
            FalconServer falcon =
                    options.falcon() == null ? null : FalconServer.start(options.falcon(), forwarder, told);
            return new Transfer(forwarder, SeenBatches.open(options.seen(), new SeldomTold(told)), falcon);
        } catch (RuntimeException e) {
            forwarder.close();
            throw e;
        }
    }

    private static List<Destination> shards(List<SinkPlan> receivers) {
        Rendezvous rendezvous = new Rendezvous(
                receivers.stream().map(receiver -> receiver.options().name()).toList());
        List<Destination> shards = new ArrayList<>();
        for (Destination receiver : SinkPlan.destinations(receivers)) {
            shards.add(new Destination(receiver.options(), new Shard(receiver.sink(), rendezvous, shards.size())));
        }
        return shards;
    }

    /** Adds what agents post to: Hydrophone's, dd-agent's and open-falcon's. */
    public void addTo(Routes routes) {
        intake.addTo(routes);
        intake.addFalconTo(routes);
        signals.addTo(routes);
    }

    public ForwarderFigures figures() {
        return forwarder.figures();
    }

    public IntakeCounters posted() {
        return intake.counters();
    }

    /** Batches of Hydrophone's agents. */
    public SignalsIntake.Counters batches() {
        return signals.counters();
    }

    /** Calls of open-falcon's agents; null where they do not call. */
    public FalconServer.Counters called() {
        return falcon == null ? null : falcon.counters();
    }

    /** Where open-falcon's agents call; −1 where they do not. */
    public int falconPort() {
        return falcon == null ? -1 : falcon.port();
    }

    /** What comes from elsewhere in the process. */
    public SignalSink sink() {
        return forwarder;
    }

    @Override
    public void close() {
        if (falcon != null) {
            falcon.close();
        }
        forwarder.close();
        seen.close();
    }
}
