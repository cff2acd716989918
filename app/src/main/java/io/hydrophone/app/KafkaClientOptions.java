package io.hydrophone.app;

import io.hydrophone.app.config.KafkaSection;
import io.hydrophone.config.Secret;
import io.hydrophone.core.ProblemException;
import io.hydrophone.kafka.KafkaAddress;
import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.kafka.KafkaLogin;
import io.hydrophone.kafka.KafkaLogin.Mechanism;
import io.hydrophone.kafka.KafkaSettings;
import io.hydrophone.kafka.KafkaTls;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How Kafka's brokers are spoken to. Nothing of Kafka is loaded unless a topic is given. */
final class KafkaClientOptions {
    private static final String PASSWORD_VARIABLE = "HYDROPHONE_KAFKA_PASSWORD";

    @Option(
            names = "--kafka-ca",
            paramLabel = "FILE",
            description = "Authority of the brokers' certificates, PEM (default: those that Java trusts).")
    private Path authorities;

    @Option(names = "--kafka-cert", paramLabel = "FILE", description = "Our certificate for the brokers, PEM.")
    private Path certificate;

    @Option(names = "--kafka-key", paramLabel = "FILE", description = "Its key, PEM (PKCS #8).")
    private Path key;

    @Option(names = "--kafka-user", paramLabel = "NAME", description = "Log in to the brokers (SASL).")
    private String user;

    @Option(
            names = "--kafka-password-file",
            paramLabel = "FILE",
            description = "With the password in the first line of this file; else in $" + PASSWORD_VARIABLE + ".")
    private Path passwordFile;

    @Option(
            names = "--kafka-sasl",
            paramLabel = "MECHANISM",
            defaultValue = "scram-sha-512",
            description = "scram-sha-512, scram-sha-256 or plain (default: ${DEFAULT-VALUE}).")
    private String sasl;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "More properties for Kafka's client, by its own names.")
    private Path properties;

    /**
     * Connects to a topic of the command line, with what the command line says.
     *
     * @param insecure whether reports may go in the clear to another machine
     */
    KafkaConnection to(KafkaAddress address, boolean insecure) {
        KafkaSettings settings = settings(properties, new KafkaTls(authorities, certificate, key));
        if (user == null && passwordFile != null) {
            throw new ProblemException(
                    "bad-kafka-login", "nobody logs in with it", "--kafka-password-file", "give --kafka-user too");
        }
        if (user != null) {
            Secret password = passwordFile == null ? null : Secret.fromFile(passwordFile);
            settings = settings.with(login(mechanism(), user, password));
        }
        return new KafkaConnection(address, settings, insecure);
    }

    /** Connects to the topic of a configuration, with what that says. */
    static KafkaConnection to(KafkaSection section) {
        KafkaSettings settings =
                settings(section.properties(), new KafkaTls(section.tlsCa(), section.tlsCert(), section.tlsKey()));
        if (section.user() != null) {
            settings = settings.with(login(section.sasl(), section.user(), section.password()));
        }
        return new KafkaConnection(section.address(), settings, !section.tls());
    }

    private static KafkaSettings settings(Path file, KafkaTls tls) {
        return (file == null ? KafkaSettings.NONE : KafkaSettings.fromFile(file)).with(tls);
    }

    /** @param password null where the environment has it */
    private static KafkaLogin login(Mechanism mechanism, String user, Secret password) {
        String secret = password == null ? System.getenv(PASSWORD_VARIABLE) : password.reveal();
        if (secret == null) {
            throw new ProblemException(
                    "no-kafka-password",
                    "there is no password for the user of the brokers",
                    user,
                    "give --kafka-password-file, the key password in section kafka, or $" + PASSWORD_VARIABLE);
        }
        return KafkaLogin.of(mechanism, user, secret);
    }

    private Mechanism mechanism() {
        return Arrays.stream(Mechanism.values())
                .filter(one -> one.label().equals(sasl))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        "bad-kafka-login",
                        "there is no mechanism '" + sasl + "'",
                        "--kafka-sasl",
                        "give one of "
                                + Arrays.stream(Mechanism.values())
                                        .map(Mechanism::label)
                                        .collect(Collectors.joining(", "))));
    }
}
