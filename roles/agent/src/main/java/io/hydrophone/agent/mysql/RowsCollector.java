package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.Reading;
import io.hydrophone.client.reading.Snapshot;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One reading of which each row is told in the same way. */
final class RowsCollector implements Collector {
    private final String name;
    private final Duration pace;
    private final Reading reading;
    private final BiConsumer<Snapshot, Readings> teller;

    RowsCollector(String name, Duration pace, Reading reading, BiConsumer<Snapshot, Readings> teller) {
        this.name = name;
        this.pace = pace;
        this.reading = reading;
        this.teller = teller;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration pace() {
        return pace;
    }

    @Override
    public Consumer<Readings> collect(Asked server) throws ServerFailure, InterruptedException {
        Snapshot snapshot = server.now(reading);
        return out -> teller.accept(snapshot, out);
    }
}
