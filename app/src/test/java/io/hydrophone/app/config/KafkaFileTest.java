package io.hydrophone.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.kafka.KafkaLogin.Mechanism;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaFileTest {
    private static final String EVERYTHING = """
            version: 1
            master:
              engine: kafka-streams
            kafka:
              brokers: [broker-1:9093, "[2001:db8::1]:9093"]
              topic: reports.v1
              tls_ca: ca.pem
              tls_cert: own.pem
              tls_key: own.key
              user: hydrophone
              password: ${env:SECRET}
              sasl: scram-sha-256
              properties: kafka.properties
              queue_directory: waiting
              queue_size: 2GiB
            streams:
              to_topic: sums
              interval: 5s
              keep: 1h
              copies_ca: copies.pem
            cluster:
              group: production
            """;

    @TempDir
    private Path directory;

    @Test
    void everyKeyIsRead() {
        Configuration read = Written.to(directory, EVERYTHING)
                .with(Map.of("SECRET", "s3cret"))
                .read();
        KafkaSection kafka = read.kafka();
        assertThat(kafka.address()).hasToString("kafkas://broker-1:9093,[2001:db8::1]:9093/reports.v1");
        assertThat(kafka.tlsCa()).isEqualTo(directory.resolve("ca.pem"));
        assertThat(kafka.tlsCert()).isEqualTo(directory.resolve("own.pem"));
        assertThat(kafka.tlsKey()).isEqualTo(directory.resolve("own.key"));
        assertThat(kafka.user()).isEqualTo("hydrophone");
        assertThat(kafka.password().reveal()).isEqualTo("s3cret");
        assertThat(kafka.sasl()).isEqualTo(Mechanism.SCRAM_SHA_256);
        assertThat(kafka.properties()).isEqualTo(directory.resolve("kafka.properties"));
        assertThat(kafka.queueDirectory()).isEqualTo(directory.resolve("waiting"));
        assertThat(kafka.queueBytes()).isEqualTo(2L << 30);
        assertThat(read.streams())
                .isEqualTo(new StreamsSection(
                        "sums", Duration.ofSeconds(5), Duration.ofHours(1), directory.resolve("copies.pem")));
        assertThat(read.master().engine()).isEqualTo(MasterSection.Engine.KAFKA_STREAMS);
    }

    @Test
    void whatIsShownIsReadAsTheSameAndHasNoPassword() {
        Configuration read = Written.to(directory, EVERYTHING)
                .with(Map.of("SECRET", "s3cret"))
                .read();
        String shown = ConfigurationReader.text(read);
        assertThat(shown).doesNotContain("s3cret").contains("password: (hidden)");
        Configuration again = Written.to(directory, shown).read();
        assertThat(ConfigurationReader.text(again)).isEqualTo(shown);
    }

    @Test
    void aProbeWritesThereByDefaultOverTls() {
        Configuration read = Written.to(directory, """
                version: 1
                probe:
                  devices: any
                kafka:
                  brokers: broker-1:9093
                """).read();
        assertThat(read.kafka().address()).hasToString("kafkas://broker-1:9093/hydrophone-reports");
        assertThat(read.streams()).isNull();
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithItsPlace() {
        assertThat(Written.to(directory, """
                version: 1
                probe:
                  devices: any
                pusher:
                  servers: [10.0.0.2:8668]
                kafka:
                  brokers: [broker-1]
                  topic: a/b
                  tls: false
                  tls_ca: ca.pem
                  password: secret
                  sasl: kerberos
                  acks: 1
                streams:
                  keep: 1s
                """).told())
                .containsExactlyInAnyOrder(
                        "5:3 out-of-range: pusher: reports go to one place, and section kafka is another",
                        "7:13 bad-address: kafka.brokers: 'broker-1' is not HOST:PORT",
                        "7:12 out-of-range: kafka.brokers: no broker is named",
                        "8:10 wrong-type: kafka.topic: this is no name of a topic",
                        "9:8 out-of-range: kafka.tls: certificates are given",
                        "11:13 out-of-range: kafka.password: nobody logs in with it",
                        "12:9 wrong-type: kafka.sasl: 'kerberos' is no choice here",
                        "13:3 unknown-key: 'acks' is not known in kafka",
                        "15:3 out-of-range: streams: only a copy of a master reads it",
                        "15:9 out-of-range: streams.keep: it is shorter than the interval");
    }

    @Test
    void aCopyNeedsATopicAndAGroupThatTopicsAreNamedAfter() {
        assertThat(Written.to(directory, """
                version: 1
                master:
                  engine: kafka-streams
                cluster:
                  group: a b
                """).told())
                .containsExactlyInAnyOrder(
                        "1:1 missing-key: kafka is missing",
                        "5:10 out-of-range: cluster.group: topics are named after it");
    }
}
