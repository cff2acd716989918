package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.kafka.BrokerProblems;
import io.hydrophone.kafka.KafkaAddress;
import io.hydrophone.report.ReportId;

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
        return BrokerProblems.of(
                topic.toString(),
                failure,
                "kafka-not-written",
                "the brokers take no reports; they wait on the disk",
                "look whether the topic exists, and whether the port is one "
                        + (topic.isTls() ? "with TLS (kafkas://)" : "without TLS (kafka://)"));
    }
}
