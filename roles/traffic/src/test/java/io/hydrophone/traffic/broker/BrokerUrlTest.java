package io.hydrophone.traffic.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerUrlTest {
    @TempDir
    private Path directory;

    @Test
    void allPartsAreRead() {
        AmqpAddress address = AmqpAddress.of(
                BrokerUrl.parse(
                        "amqps://us%40er:p%2Fa+ss@[2001:db8::1]:5673/v%2Fhost?exchange=e&routing-key=k%26&queue=q"),
                "");
        assertThat(address.isTls()).isTrue();
        assertThat(address.user()).isEqualTo("us@er");
        assertThat(address.password().reveal()).isEqualTo("p/a+ss");
        assertThat(address.hostAndPort()).isEqualTo("[2001:db8::1]:5673");
        assertThat(address.virtualHost()).isEqualTo("v/host");
        assertThat(address.exchange()).isEqualTo("e");
        assertThat(address.routingKey()).isEqualTo("k&");
        assertThat(address.queue()).isEqualTo("q");
        assertThat(address.toString()).doesNotContain("p/a").doesNotContain("us@er");
    }

    @Test
    void whatIsLeftOutIsUsual() {
        AmqpAddress address = AmqpAddress.of(BrokerUrl.parse("amqp://localhost"), "");
        assertThat(address.hostAndPort()).isEqualTo("localhost:5672");
        assertThat(address.virtualHost()).isEqualTo("/");
        assertThat(address.exchange()).isEmpty();
        assertThat(address.queue()).isEqualTo("hydrophone-traffic").isEqualTo(address.routingKey());
        assertThat(AmqpAddress.of(BrokerUrl.parse("amqps://h"), "").port()).isEqualTo(5671);
        AmqpAddress players = AmqpAddress.of(BrokerUrl.parse("amqp://localhost/"), "mrte");
        assertThat(players.exchange()).isEqualTo("mrte");
        assertThat(players.queue()).isEmpty();
        assertThat(players.routingKey()).isEmpty();
    }

    @Test
    void aPasswordComesFromAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "deep & wide\n");
        AmqpAddress address = AmqpAddress.of(BrokerUrl.parse("amqp://u@localhost/?password-file=" + file), "");
        assertThat(address.password().reveal()).isEqualTo("deep & wide");
    }

    @ParameterizedTest
    @CsvSource({
        "bad-broker-url, localhost",
        "bad-broker-url, http://u:secret@localhost/",
        "bad-broker-url, amqp://u:secret@",
        "bad-broker-url, amqp://u:secret@localhost:0/",
        "bad-broker-url, amqp://u:secret@localhost:99999/",
        "bad-broker-url, amqp://u:secret@local host/",
        "bad-broker-url, amqp://u:secret%2@localhost/",
        "bad-broker-url, amqp://u@localhost/",
        "bad-broker-url, amqp://u:secret@localhost/?secret=1",
        "bad-broker-url, amqp://u:secret@localhost/?queue=a&queue=b",
        "bad-broker-url, amqp://u:secret@localhost/?queue",
        "bad-broker-url, amqp://u:secret@localhost/?insecure=yes",
        "bad-broker-url, amqp://u:secret@localhost/?ca=/etc/ca.pem",
        "bad-broker-url, amqp://u:secret@localhost/?queue=a&routing-key=b",
        "amqp-in-the-clear, amqp://u:secret@example.com/",
        "bad-broker-url, kafka://u:secret@localhost:9092/t?sasl=secret",
        "bad-broker-url, kafka://u@localhost:9092/t",
        "bad-broker-url, kafka://localhost:9092/t?queue=secret",
        "bad-kafka-address, kafka://u:secret@localhost/t",
        "bad-kafka-address, kafka://localhost:9092/t/secret",
        "kafka-in-the-clear, kafka://example.com:9092/t"
    })
    void whatMakesNoSenseIsRefusedAndNotRepeated(String code, String url) {
        assertThatThrownBy(() -> Brokers.of(url, problem -> {})).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().text()).doesNotContain("secret");
        });
    }

    @Test
    void aPrivateNetworkIsAllowedByName() {
        assertThat(Brokers.of("amqp://u:p@example.com/?insecure=true", problem -> {})
                        .place())
                .isEqualTo("amqp://example.com:5672/?queue=hydrophone-traffic");
        assertThat(Brokers.of("kafka://example.com:9092/t?insecure=true", problem -> {})
                        .place())
                .isEqualTo("kafka://example.com:9092/t");
    }
}
