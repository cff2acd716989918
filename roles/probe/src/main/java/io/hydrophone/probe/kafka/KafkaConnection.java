package io.hydrophone.probe.kafka;

import io.hydrophone.core.ProblemException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * A topic and how to speak to its brokers.
 *
 * @param insecure whether reports may go in the clear to another machine
 */
public record KafkaConnection(KafkaAddress address, KafkaSettings settings, boolean insecure) {
    /** Of one report or sum, compressed: what clients send at most, and our own topics take. */
    public static final int MAX_RECORD_BYTES = 32 << 20;

    /** @throws ProblemException {@code kafka-in-the-clear} */
    public KafkaConnection {
        if (!insecure && !settings.isEncrypted() && !address.isThisMachine()) {
            throw new ProblemException(
                    "kafka-in-the-clear",
                    "reports would go over the network unencrypted",
                    address.toString(),
                    "set security.protocol=SSL or SASL_SSL in the file of --kafka-config, or give --push-insecure where the network is private");
        }
    }

    /** For a client of any kind. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(settings.values());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", address.brokers()));
        return properties;
    }
}
