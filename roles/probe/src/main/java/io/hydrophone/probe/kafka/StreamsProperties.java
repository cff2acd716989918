package io.hydrophone.probe.kafka;

import io.hydrophone.kafka.KafkaConnection;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.state.HostInfo;

/** What Kafka Streams is told: first what may be told otherwise by the file, then what exactness rests on. */
final class StreamsProperties {
    private StreamsProperties() {}

    static Properties of(StreamsOptions options, HostInfo own) {
        Properties all = new Properties();
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        // A copy that died is missed after that long; Kafka's own 45 s would be as long without answers.
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        // Reports are large records: as many as wait in memory.
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 100);
        all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 100);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), KafkaConnection.MAX_RECORD_BYTES);
        all.put(
                StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG),
                2 * KafkaConnection.MAX_RECORD_BYTES);
        all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, options.standbys());
        all.putAll(options.source().properties());
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, options.group());
        all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, own.host() + ':' + own.port());
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // A record without a time would end the thread; nothing here asks for it.
        all.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class);
        return all;
    }
}
