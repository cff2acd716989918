package io.hydrophone.traffic.broker;

import io.hydrophone.client.Password;
import io.hydrophone.kafka.KafkaAddress;
import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.kafka.KafkaLogin;
import io.hydrophone.kafka.KafkaLogin.Mechanism;
import io.hydrophone.kafka.KafkaSettings;
import io.hydrophone.kafka.KafkaTls;
import java.util.Arrays;
import java.util.Set;

/** A topic of Kafka. */
final class KafkaBroker implements Broker {
    private static final String PASSWORD_VARIABLE = "HYDROPHONE_KAFKA_PASSWORD";
    private static final String USUAL_GROUP = "hydrophone-replay";
    private static final Set<String> OPTIONS =
            Set.of("ca", "cert", "key", "password-file", "sasl", "properties", "group", "insecure");

    private final KafkaConnection connection;
    private final String group;

    private KafkaBroker(KafkaConnection connection, String group) {
        this.connection = connection;
        this.group = group;
    }

    /**
     * Reads {@code kafka[s]://[USER[:PASSWORD]@]HOST:PORT[,HOST:PORT]/TOPIC[?OPTIONS]}.
     *
     * @throws io.hydrophone.core.ProblemException {@code bad-broker-url}, {@code bad-kafka-address}, {@code bad-kafka-config}, {@code
     *     bad-kafka-login}, {@code bad-tls-files}, {@code kafka-in-the-clear}
     */
    static KafkaBroker of(BrokerUrl url) {
        url.requireOptions(OPTIONS);
        KafkaAddress address = KafkaAddress.parse(url.toString());
        KafkaSettings settings =
                url.file("properties") == null ? KafkaSettings.NONE : KafkaSettings.fromFile(url.file("properties"));
        settings = settings.with(new KafkaTls(url.file("ca"), url.file("cert"), url.file("key")));
        if (url.user() != null) {
            settings = settings.with(login(url));
        }
        String group = url.option("group", USUAL_GROUP);
        if (group.isEmpty()) {
            throw BrokerProblems.badUrl("a group has a name", "");
        }
        return new KafkaBroker(new KafkaConnection(address, settings, url.isSet("insecure")), group);
    }

    private static KafkaLogin login(BrokerUrl url) {
        Password password = url.password(PASSWORD_VARIABLE);
        if (password == null) {
            throw BrokerProblems.badUrl(
                    "there is no password for the user of the brokers",
                    "give password-file=FILE, or $" + PASSWORD_VARIABLE);
        }
        String wanted = url.option("sasl", Mechanism.SCRAM_SHA_512.label());
        Mechanism mechanism = Arrays.stream(Mechanism.values())
                .filter(one -> one.label().equals(wanted))
                .findFirst()
                .orElseThrow(() -> BrokerProblems.badUrl(
                        "there is no such mechanism", "sasl is scram-sha-512, scram-sha-256 or plain"));
        return KafkaLogin.of(mechanism, url.user(), password.reveal());
    }

    @Override
    public Publisher publisher() throws BrokerException {
        return KafkaPublisher.open(connection);
    }

    @Override
    public Receiver receiver() throws BrokerException {
        return KafkaReceiver.open(connection, group);
    }

    @Override
    public String place() {
        return connection.address().toString();
    }
}
