package io.hydrophone.traffic.broker;

import io.hydrophone.core.Problem;
import io.hydrophone.kafka.BrokerProblems;
import io.hydrophone.kafka.KafkaAddress;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What can go wrong between here and a topic, in the user's words. */
final class KafkaProblems {
    private KafkaProblems() {}

    static BrokerException notWritten(KafkaAddress topic, Exception failure, int largest) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return BrokerException.tooLarge(
                        new Problem(
                                "broker-message-too-large",
                                "a message of " + largest
                                        + " bytes is larger than the topic takes; it is dropped and counted",
                                topic.toString(),
                                "raise max.message.bytes of the topic"),
                        failure);
            }
        }
        return BrokerException.of(
                BrokerProblems.of(
                        topic.toString(),
                        failure,
                        "kafka-not-written",
                        "the brokers take no messages; they wait on the disk",
                        "look whether the topic exists, and whether the port is one " + port(topic)),
                failure);
    }

    static BrokerException notRead(KafkaAddress topic, Exception failure) {
        return BrokerException.of(
                BrokerProblems.of(
                        topic.toString(),
                        failure,
                        "kafka-not-reached",
                        "the topic cannot be read",
                        "look at hosts and ports, and whether the port is one " + port(topic)),
                failure);
    }

    static BrokerException noTopic(KafkaAddress topic) {
        return BrokerException.of(
                new Problem(
                        "no-topic",
                        "the brokers have no topic '" + topic.topic() + "'",
                        topic.toString(),
                        "make it, with one partition: docs/brokers.md has the command"),
                null);
    }

    private static String port(KafkaAddress topic) {
        return topic.isTls() ? "with TLS (kafkas://)" : "without TLS (kafka://)";
    }
}
