package io.hydrophone.probe.kafka;

import io.hydrophone.kafka.KafkaConnection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** From the source over {@link ReportProcessor} and its stores to the output. Bytes go in: what is no report is for the processor to refuse. */
final class ReportTopology {
    private static final String REPORTS = "reports";
    private static final String MERGE = "merge";

    static final List<String> STORES =
            List.of(ProbeReceipts.STORE, OpenIntervals.STORE, Totals.STORE, KeptIntervals.STORE, ProbeStates.STORE);

    private ReportTopology() {}

    static Topology of(StreamsOptions options, int partitions, StreamCounters counters) {
        Topology topology = new Topology()
                .addSource(
                        REPORTS,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        options.source().address().topic())
                .addProcessor(MERGE, () -> new ReportProcessor(options, partitions, counters), REPORTS);
        STORES.forEach(store -> topology.addStateStore(inMemory(store), MERGE));
        if (options.output() != null) {
            topology.addSink("sums", options.output(), new ByteArraySerializer(), new ByteArraySerializer(), MERGE);
        }
        return topology;
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> inMemory(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(KafkaConnection.MAX_RECORD_BYTES)));
    }
}
