package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.kafka.BrokerProblems;
import io.hydrophone.probe.master.Frames;
import io.hydrophone.report.IntervalReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the output of all copies, while somebody wants to know, and hands on the merged report of each interval. So every copy can tell of all, whoever has which
 * partition, and what is told is what was committed.
 */
final class OutputReader implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final StreamsOptions options;
    private final BooleanSupplier wanted;
    private final Consumer<IntervalReport> reader;
    private final Consumer<Problem> told;
    private final MergedIntervals merged;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("output-reader").unstarted(this::run);
    private volatile boolean ending;

    /**
     * Reads nothing yet.
     *
     * @param epoch of the reports that are handed on
     */
    OutputReader(
            StreamsOptions options,
            long epoch,
            BooleanSupplier wanted,
            Consumer<IntervalReport> reader,
            Consumer<Problem> told) {
        this.options = options;
        this.wanted = wanted;
        this.reader = reader;
        this.told = told;
        merged = new MergedIntervals(options.group(), epoch, options.interval().toNanos());
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!ending) {
                if (wanted.getAsBoolean()) {
                    readSafely();
                } else {
                    Thread.sleep(TICK);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readSafely() throws InterruptedException {
        try {
            read();
        } catch (KafkaException e) {
            told.accept(BrokerProblems.of(
                    options.source().address().toString(),
                    e,
                    "output-not-read",
                    "the output cannot be read for /collector; it is tried again",
                    ""));
            Thread.sleep(PAUSE);
        }
    }

    /** From the end of the output, until nobody wants it any more. */
    private void read() {
        Map<String, Object> properties = options.source().properties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(options.output()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            merged.clear();
            while (!ending && wanted.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(TICK)) {
                    add(message);
                }
                merged.due(System.nanoTime()).forEach(reader);
            }
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> message) {
        try {
            merged.add(Frames.readSum(message.value()), System.nanoTime());
        } catch (ProblemException e) {
            told.accept(e.problem());
        }
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
