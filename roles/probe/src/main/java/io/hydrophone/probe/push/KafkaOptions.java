package io.hydrophone.probe.push;

import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.queue.QueueOptions;
import java.nio.file.Path;

/**
 * Which topic reports go to, and where they wait.
 *
 * @param directory of the queue
 * @param memoryBytes of the reports that wait in memory while the disk takes none
 */
public record KafkaOptions(KafkaConnection target, Path directory, QueueOptions queue, int memoryBytes) {}
