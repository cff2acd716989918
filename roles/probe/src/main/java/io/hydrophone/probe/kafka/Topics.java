package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.kafka.BrokerProblems;
import io.hydrophone.kafka.KafkaAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks for topics before anything begins. They are not made: how many partitions and copies they have is the operator's to decide. */
final class Topics implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int USUAL_REPLICAS = 3;

    private final StreamsOptions options;
    private final KafkaAddress address;
    private final Admin admin;

    private Topics(StreamsOptions options) {
        this.options = options;
        this.address = options.source().address();
        Map<String, Object> properties = new HashMap<>(options.source().properties());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try {
            this.admin = Admin.create(properties);
        } catch (KafkaException e) {
            throw notReached(e);
        }
    }

    /**
     * How many partitions the source has.
     *
     * @param told what is allowed, and unwise
     * @throws ProblemException {@code kafka-not-reached}, {@code kafka-not-trusted}, {@code kafka-not-allowed}, {@code no-topic}, {@code wrong-partitions},
     *     {@code bad-replication}
     */
    static int partitions(StreamsOptions options, Consumer<Problem> told) {
        try (Topics topics = new Topics(options)) {
            return topics.look(told);
        }
    }

    private int look(Consumer<Problem> told) {
        int brokers = get(admin.describeCluster().nodes()).size();
        checkReplicas(brokers);
        if (options.output() != null) {
            needed(options.output(), brokers);
        }
        TopicDescription source = needed(address.topic(), brokers);
        int partitions = source.partitions().size();
        for (String store : ReportTopology.STORES) {
            checkState(options.group() + "-" + store + "-changelog", partitions);
        }
        int replicas = source.partitions().getFirst().replicas().size();
        if (replicas == 1 && brokers > 1) {
            told.accept(
                    new Problem(
                            "one-replica",
                            "one broker alone has the reports of a partition, though there are " + brokers,
                            address.toString(),
                            "give the topic more copies: kafka-reassign-partitions.sh; a broker that goes takes its reports with it"));
        }
        return partitions;
    }

    /** What the file asks of the topics of state. */
    private void checkReplicas(int brokers) {
        String wanted = options.source().settings().get("replication.factor", "-1");
        if (wanted.matches("[0-9]{1,9}") && Integer.parseInt(wanted) > brokers) {
            throw new ProblemException(StreamFailures.badReplication(
                    "the file asks for " + wanted + " copies of the state, and there are " + brokers + " brokers"));
        }
    }

    private void checkState(String topic, int partitions) {
        TopicDescription state = find(topic);
        if (state != null && state.partitions().size() != partitions) {
            throw new ProblemException(
                    "wrong-partitions",
                    "the state of group '" + options.group() + "' has "
                            + state.partitions().size() + " partitions and the topic has " + partitions
                            + ": it grew, or was made anew",
                    topic,
                    "take another group with --group; it adds up what the topic still has");
        }
    }

    private TopicDescription needed(String topic, int brokers) {
        TopicDescription found = find(topic);
        if (found == null) {
            throw new ProblemException(
                    "no-topic",
                    "the brokers have no topic '" + topic + "'",
                    address.toString(),
                    "make it: kafka-topics.sh --bootstrap-server "
                            + address.brokers().getFirst()
                            + (options.source().settings().isEmpty() ? "" : " --command-config FILE")
                            + " --create --topic " + topic + " --partitions 12 --replication-factor "
                            + Math.min(brokers, USUAL_REPLICAS) + " --config max.message.bytes=8388608");
        }
        return found;
    }

    /** Null when there is none. */
    private TopicDescription find(String topic) {
        try {
            return get(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
        } catch (ProblemException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    private <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE_MILLIS + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw notReached(e.getCause());
        } catch (TimeoutException e) {
            throw notReached(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReached(e);
        }
    }

    private ProblemException notReached(Throwable cause) {
        Problem problem = BrokerProblems.of(
                address.toString(),
                cause,
                "kafka-not-reached",
                "the brokers do not answer",
                "look at hosts and ports, and whether these are ports "
                        + (address.isTls() ? "with TLS (kafkas://)" : "without TLS (kafka://)"));
        return new ProblemException(problem, cause);
    }

    @Override
    public void close() {
        admin.close();
    }
}
