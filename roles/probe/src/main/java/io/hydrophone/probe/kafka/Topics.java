package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks for topics. They are not made: how many partitions and copies they have is the operator's to decide. */
final class Topics {
    private static final int PATIENCE_MILLIS = 10_000;

    private Topics() {}

    /**
     * How many partitions the source has.
     *
     * @throws ProblemException {@code no-topic}, {@code kafka-not-reached}
     */
    static int partitions(StreamsOptions options) {
        KafkaConnection source = options.source();
        Map<String, Object> properties = new HashMap<>(source.properties());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try (Admin admin = Admin.create(properties)) {
            if (options.output() != null) {
                describe(admin, source.address(), options.output());
            }
            return describe(admin, source.address(), source.address().topic())
                    .partitions()
                    .size();
        }
    }

    private static TopicDescription describe(Admin admin, KafkaAddress address, String topic) {
        try {
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get(PATIENCE_MILLIS + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new ProblemException(
                        "no-topic",
                        "the brokers have no topic '" + topic + "'",
                        address.toString(),
                        "make it: kafka-topics.sh --create --topic " + topic
                                + " --partitions 12 --config max.message.bytes=8388608");
            }
            throw notReached(address, e.getCause());
        } catch (TimeoutException e) {
            throw notReached(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReached(address, e);
        }
    }

    private static ProblemException notReached(KafkaAddress address, Throwable cause) {
        Problem problem = new Problem(
                "kafka-not-reached",
                "the brokers do not answer (" + reason(cause) + ")",
                address.toString(),
                "look at host and port, and at TLS and SASL in the file of --kafka-config");
        return new ProblemException(problem, cause);
    }

    /** The innermost cause, in a few words. */
    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage();
        String name = root.getClass().getSimpleName();
        return text == null ? name : name + ": " + text.lines().findFirst().orElse("");
    }
}
