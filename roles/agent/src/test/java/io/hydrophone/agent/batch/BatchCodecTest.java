package io.hydrophone.agent.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import io.hydrophone.core.msgpack.MalformedPack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class BatchCodecTest {
    private static final List<Signal> SIGNALS = List.of(
            new Sample(
                    "mysql.net.connections",
                    Tags.of("port:3306", "role:primary"),
                    "db1",
                    12.5,
                    1_700_000_000_000_000L,
                    SampleKind.RATE,
                    Duration.ofSeconds(15)),
            new Sample("system.load.1", Tags.NONE, "db1", 3, 1_700_000_000_000_001L, SampleKind.GAUGE, Duration.ZERO),
            new Sample("größe", Tags.of("tag:日本"), "", -0.0, -1, SampleKind.TOTAL, Duration.ZERO),
            new Sample("far", Tags.NONE, "x", 1e300, 0, SampleKind.COUNT, Duration.ofMillis(10)),
            new ServiceCheck(
                    "mysql.can_connect",
                    ServiceCheck.Status.CRITICAL,
                    Tags.of("port:3306"),
                    "db1",
                    1_700_000_000_000_002L,
                    "refused"),
            new Event(
                    "deployed",
                    "version 7\nof the shop",
                    Tags.of("env:prod"),
                    "db1",
                    1_700_000_000_000_003L,
                    Event.Alert.WARNING,
                    true,
                    "deploy",
                    "ci"));
    private static final Batch BATCH =
            new Batch(new BatchKey("db1", 1_700_000_000_000_000L, 42), 1_700_000_000_100_000L, SIGNALS);

    @Test
    void aBatchComesOutOfMessagePackAsItWentIn() {
        byte[] bytes = BatchPack.write(BATCH);
        assertThat(BatchPack.read(bytes, 0, bytes.length)).isEqualTo(BATCH);
    }

    @Test
    void aBatchComesOutOfJsonAsItWentIn() {
        assertThat(BatchJson.read(BatchJson.write(BATCH))).isEqualTo(BATCH);
    }

    @Test
    void aPeerReadsTheMessagePack() throws Exception {
        try (MessageUnpacker peer = MessagePack.newDefaultUnpacker(BatchPack.write(BATCH))) {
            var map = peer.unpackValue().asMapValue().map();
            assertThat(map).hasSize(5);
            assertThat(peer.hasNext()).isFalse();
        }
    }

    @Test
    void jsonHasTheNamesThatAreDocumented() {
        var tree = JsonMapper.shared().readTree(BatchJson.write(BATCH));
        assertThat(tree.path("agent").asString()).isEqualTo("db1");
        assertThat(tree.path("sequence").asString()).isEqualTo("42");
        var rate = tree.path("signals").path(0);
        assertThat(rate.path("type").asString()).isEqualTo("rate");
        assertThat(rate.path("interval_us").asLong()).isEqualTo(15_000_000);
        assertThat(rate.path("tags").path(1).asString()).isEqualTo("role:primary");
        assertThat(tree.path("signals").path(4).path("status").asInt()).isEqualTo(2);
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() {
        String json = """
                {"agent":"a","epoch":"1","sequence":"2","accepted":3,"colour":{"of":["the",1]},"signals":[
                 {"type":"gauge","name":"x","value":1,"ts":5,"unit":"seconds"},
                 {"type":"exemplar","name":"y"},
                 {"type":"gauge","name":"","value":1,"ts":5}]}""";
        Batch batch = BatchJson.read(json.getBytes(StandardCharsets.UTF_8));
        assertThat(batch.signals()).containsExactly(Sample.gauge("x", 1, Tags.NONE, 5));
    }

    @Test
    void aBatchThatIsCutOffIsRefused() {
        byte[] bytes = BatchPack.write(BATCH);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> BatchPack.read(cut, 0, cut.length)).isInstanceOf(MalformedPack.class);
        }
    }

    /** Any bytes are a batch, whose signals can be written again, or are refused. */
    @FuzzTest(maxDuration = "2m")
    void anyBytes(FuzzedDataProvider data) {
        byte[] bytes = data.consumeRemainingAsBytes();
        try {
            Batch batch = BatchPack.read(bytes, 0, bytes.length);
            byte[] again = BatchPack.write(batch);
            assertThat(BatchPack.read(again, 0, again.length)).isEqualTo(batch);
        } catch (MalformedPack e) {
            assertThat(e).hasMessageContaining("byte");
        }
        try {
            Batch batch = BatchJson.read(bytes);
            assertThat(BatchJson.read(BatchJson.write(batch))).isEqualTo(batch);
        } catch (JacksonException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
