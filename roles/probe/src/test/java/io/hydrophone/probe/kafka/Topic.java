package io.hydrophone.probe.kafka;

import io.hydrophone.kafka.KafkaAddress;
import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.kafka.KafkaSettings;
import io.hydrophone.servers.KafkaBroker;

/** Topics of a broker of a test. */
final class Topic {
    private Topic() {}

    static KafkaAddress address(KafkaBroker broker, String topic) {
        return KafkaAddress.parse("kafka://" + broker.bootstrap() + "/" + topic);
    }

    static KafkaConnection connection(KafkaBroker broker, String topic) {
        return new KafkaConnection(address(broker, topic), KafkaSettings.NONE, false);
    }
}
