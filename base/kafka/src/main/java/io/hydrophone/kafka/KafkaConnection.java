package io.hydrophone.kafka;

import io.hydrophone.core.ProblemException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * A topic and how to speak to its brokers.
 *
 * @param insecure whether what is sent may go in the clear to another machine
 */
public record KafkaConnection(KafkaAddress address, KafkaSettings settings, boolean insecure) {
    /** Of one report or sum of a probe, compressed: what clients send at most, and our own topics take. */
    public static final int MAX_RECORD_BYTES = 32 << 20;

    /** @throws ProblemException {@code kafka-in-the-clear}, {@code bad-kafka-config} */
    public KafkaConnection {
        if (address.isTls() && settings.isInTheClear()) {
            throw new ProblemException(
                    "bad-kafka-config",
                    "the address wants TLS, and security.protocol is without it",
                    address.toString(),
                    "remove security.protocol: it follows from the address, and from whether there is a user");
        }
        if (!insecure && !address.isTls() && !settings.isEncrypted() && !address.isThisMachine()) {
            throw new ProblemException(
                    "kafka-in-the-clear",
                    "what is sent would go over the network unencrypted",
                    address.toString(),
                    "write kafkas:// for brokers that speak TLS; where the network is private, a probe takes --push-insecure, and a recording's URL insecure=true");
        }
        if (!address.isTls() && !settings.isEncrypted() && settings.hasTlsFiles()) {
            throw new ProblemException(
                    "bad-kafka-config",
                    "certificates are given, and the address is one without TLS",
                    address.toString(),
                    "write kafkas://");
        }
    }

    /** For a client of any kind. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(settings.values());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", address.brokers()));
        properties.putIfAbsent(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                (settings.hasLogin() ? "SASL_" : "") + (address.isTls() ? "SSL" : "PLAINTEXT"));
        return properties;
    }
}
