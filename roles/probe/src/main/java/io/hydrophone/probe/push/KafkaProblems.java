package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.kafka.KafkaAddress;
import io.hydrophone.report.ReportId;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** What can go wrong between here and a topic. Apart from the others, so that only who writes to Kafka loads anything of it. */
final class KafkaProblems {
    private KafkaProblems() {}

    static Problem tooLarge(ReportId report, int bytes, KafkaAddress topic) {
        return new Problem(
                "push-too-large",
                "report " + report.sequence() + " of " + report.probe() + " takes " + bytes
                        + " bytes, more than the topic takes; it is dropped",
                topic.toString(),
                "raise max.message.bytes of the topic, or report fewer statements");
    }

    static Problem notWritten(KafkaAddress topic, Exception failure) {
        return switch (failure) {
            case AuthenticationException e ->
                new Problem(
                        "kafka-not-trusted",
                        "the brokers and this probe do not trust each other (" + PushProblems.reason(e) + ")",
                        topic.toString(),
                        "look at TLS and SASL in the file of --kafka-config");
            case AuthorizationException e ->
                new Problem(
                        "kafka-not-allowed",
                        "the brokers do not let this probe write (" + PushProblems.reason(e) + ")",
                        topic.toString(),
                        "allow its user to write to the topic");
            default ->
                new Problem(
                        "kafka-not-written",
                        "the brokers take no reports (" + PushProblems.reason(failure) + "); they wait on the disk",
                        topic.toString(),
                        "");
        };
    }
}
