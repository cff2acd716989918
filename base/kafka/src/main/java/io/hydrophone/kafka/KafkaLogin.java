package io.hydrophone.kafka;

import io.hydrophone.core.ProblemException;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;

/** The user and password with which brokers are logged in to (SASL). Shown nowhere. */
public final class KafkaLogin {
    /** How a password is told. */
    public enum Mechanism {
        /** As it stands: only over TLS, or within this machine. */
        PLAIN("plain.PlainLoginModule"),
        /** Proved, without telling it. */
        SCRAM_SHA_256("scram.ScramLoginModule"),
        SCRAM_SHA_512("scram.ScramLoginModule");

        private final String module;

        Mechanism(String module) {
            this.module = module;
        }

        /** As options and configurations have it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private String known() {
            return name().replace('_', '-');
        }
    }

    private final Mechanism mechanism;
    private final String user;
    private final String password;

    private KafkaLogin(Mechanism mechanism, String user, String password) {
        this.mechanism = mechanism;
        this.user = user;
        this.password = password;
    }

    /**
     * A login.
     *
     * @throws ProblemException {@code bad-kafka-login} when it cannot be told to Kafka's client
     */
    public static KafkaLogin of(Mechanism mechanism, String user, String password) {
        if (user.isEmpty() || password.isEmpty() || !isOneLine(user) || !isOneLine(password)) {
            throw new ProblemException(
                    "bad-kafka-login",
                    "the user or the password for the brokers is empty, or has control characters in it",
                    "",
                    "look at the user, and at the file or variable of the password");
        }
        return new KafkaLogin(mechanism, user, password);
    }

    private static boolean isOneLine(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }

    Map<String, String> properties() {
        return Map.of(
                SaslConfigs.SASL_MECHANISM,
                mechanism.known(),
                SaslConfigs.SASL_JAAS_CONFIG,
                "org.apache.kafka.common.security." + mechanism.module + " required username=" + quoted(user)
                        + " password=" + quoted(password) + ";");
    }

    /** As its grammar wants it, so that a quote in a password ends nothing. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public String toString() {
        return mechanism.label() + " login, not shown";
    }
}
