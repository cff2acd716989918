package io.hydrophone.agent.transfer;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Order;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.Signal;
import java.io.IOException;

/** A receiver with its part of all series. */
final class Shard implements Sink {
    private final Sink receiver;
    private final Rendezvous rendezvous;
    private final int number;

    Shard(Sink receiver, Rendezvous rendezvous, int number) {
        this.receiver = receiver;
        this.rendezvous = rendezvous;
        this.number = number;
    }

    @Override
    public boolean takes(Signal signal) {
        return rendezvous.owner(signal) == number && receiver.takes(signal);
    }

    @Override
    public Delivery deliver(Batch batch) throws IOException, InterruptedException {
        return receiver.deliver(batch);
    }

    @Override
    public Order order() {
        return receiver.order();
    }

    @Override
    public int parallel() {
        return receiver.parallel();
    }

    @Override
    public Traffic traffic() {
        return receiver.traffic();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
