package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.Reading;
import io.hydrophone.client.reading.Snapshot;
import java.util.List;

/**
 * One of mysqld_exporter's collectors: what is read for it, and the families that are made of it.
 *
 * @param name as in {@code collect[]=NAME}
 */
record Collector(String name, List<Reading> readings, Families families) {
    /** Makes families of answers. */
    @FunctionalInterface
    interface Families {
        /**
         * Writes them.
         *
         * @param answers one for each reading, in their order
         */
        void write(List<Snapshot> answers, Series out);
    }

    Collector {
        readings = List.copyOf(readings);
    }

    /** One with a single reading. */
    static Collector of(String name, Reading reading, java.util.function.BiConsumer<Snapshot, Series> families) {
        return new Collector(name, List.of(reading), (answers, out) -> families.accept(answers.getFirst(), out));
    }

    /** As mysqld_exporter calls it in its own metrics. */
    String label() {
        return "collect." + name;
    }
}
