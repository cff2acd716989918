package io.hydrophone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaAddressTest {
    @TempDir
    private Path directory;

    @Test
    void brokersAndTopicAreRead() {
        KafkaAddress address = KafkaAddress.parse("kafka://a.example:9092,[::1]:9093/reports.v1");
        assertThat(address.brokers()).containsExactly("a.example:9092", "[::1]:9093");
        assertThat(address.topic()).isEqualTo("reports.v1");
        assertThat(address).hasToString("kafka://a.example:9092,[::1]:9093/reports.v1");
        assertThat(address.uri()).hasToString("kafka://a.example:9092/reports.v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kafka://",
                "kafka://a/t",
                "kafka://a:1",
                "kafka://a:1/",
                "kafka://a:1,/t",
                "kafka://a:1/t/u",
                "http://a:1/t",
                "kafka://user:secret@a:1/t"
            })
    void whatIsNoAddressIsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> KafkaAddress.parse(text)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("bad-kafka-address");
            assertThat(e.problem().text()).doesNotContain("secret");
        });
    }

    @Test
    void nothingGoesInTheClearToAnotherMachine() throws IOException {
        KafkaAddress far = KafkaAddress.parse("kafka://127.0.0.1:9092,broker.example:9092/t");
        assertThat(code(() -> new KafkaConnection(far, KafkaSettings.NONE, false)))
                .isEqualTo("kafka-in-the-clear");
        assertThat(new KafkaConnection(far, KafkaSettings.NONE, true).properties())
                .containsEntry("bootstrap.servers", "127.0.0.1:9092,broker.example:9092");
        assertThat(new KafkaConnection(far, settings("security.protocol=SASL_SSL"), false).properties())
                .containsEntry("security.protocol", "SASL_SSL");
        KafkaAddress near = KafkaAddress.parse("kafka://localhost:9092,[::1]:9092/t");
        assertThat(new KafkaConnection(near, KafkaSettings.NONE, false).address())
                .isEqualTo(near);
    }

    @Test
    void settingsAreShownNowhereAndCannotWeakenDelivery() throws IOException {
        KafkaSettings secret = settings("sasl.jaas.config=password=\"secret\"");
        assertThat(secret).hasToString("1 settings, not shown");
        assertThat(new KafkaConnection(KafkaAddress.parse("kafka://localhost:1/t"), secret, false).toString())
                .doesNotContain("secret");
        assertThat(code(() -> settings("acks=1"))).isEqualTo("bad-kafka-config");
        assertThat(code(() -> settings("producer.enable.idempotence=false"))).isEqualTo("bad-kafka-config");
        assertThat(code(() -> KafkaSettings.fromFile(directory.resolve("nowhere"))))
                .isEqualTo("bad-kafka-config");
    }

    private interface Act {
        Object run() throws IOException;
    }

    private static String code(Act act) throws IOException {
        try {
            return act.run().toString();
        } catch (ProblemException e) {
            return e.problem().code();
        }
    }

    private KafkaSettings settings(String line) throws IOException {
        return KafkaSettings.fromFile(Files.writeString(directory.resolve("kafka.properties"), line));
    }
}
