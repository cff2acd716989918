package io.hydrophone.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.DataStream.Kind;
import io.hydrophone.wire.synthetic.SyntheticConnection;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that send without being asked again. */
class DataStreamTest {
    private static final HexFormat HEX = HexFormat.of();
    /** A heartbeat of 23 bytes behind a zero byte. */
    private static final String EVENT =
            "00" + "00000000" + "1b" + "01000000" + "17000000" + "00000000" + "0000" + "31323334";

    private final List<Heard.Line> lines = new ArrayList<>();
    private final TrafficDecoder decoder =
            new TrafficDecoder(DecoderOptions.of(Ports.of(3306)), query -> lines.add(Heard.line(query)));
    private final SyntheticConnection connection = new SyntheticConnection(decoder, 1, 40_000, 2, 3306);
    private long nanos = 1_700_000_000_000_000_000L;

    private void client(int number, String payload) {
        byte[] bytes = packet(number, payload);
        connection.client(nanos += 1_000, bytes, 0, bytes.length);
    }

    private void server(int number, String payload) {
        byte[] bytes = packet(number, payload);
        connection.server(nanos += 1_000, bytes, 0, bytes.length);
    }

    private static byte[] packet(int number, String payload) {
        return HEX.parseHex("%02x0000%02x".formatted(payload.length() / 2, number & 0xff) + payload);
    }

    /** What looks like statements in the stream is none. */
    private void streamOf(int events) {
        for (int i = 0; i < events; i++) {
            server(i + 1, EVENT);
            client(0, "ef" + "9d00000000000000"); // a semi-synchronous acknowledgement
            client(0, "03" + HEX.formatHex("select 1".getBytes(ISO_8859_1)));
        }
    }

    @Test
    void aReplicasStreamIsNamedAndCountedAndNotDecoded() {
        connection.open(nanos);
        server(
                0,
                "0a" + HEX.formatHex("8.0.35".getBytes(ISO_8859_1)) + "00" + "0b000000" + "0102030405060708" + "00"
                        + "ffff" + "ff" + "0200" + "ffdf" + "15" + "00".repeat(9));
        client(1, "8da20000" + "00000001" + "ff" + "00".repeat(23) + "72" + "00" + "00" + "00");
        server(2, "00000002000000");
        client(0, "12" + "9d000000" + "0000" + "02000000" + "6c6f672e31");
        streamOf(300);
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.command()).isEqualTo("COM_BINLOG_DUMP");
            assertThat(line.outcome()).isEqualTo(Outcome.OK);
        });
        assertThat(decoder.counters().streams()).isEqualTo(1);
        assertThat(decoder.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.kind()).isEqualTo(Kind.REPLICATION);
            assertThat(stream.instance()).isEqualTo("0.0.0.2:3306");
            assertThat(stream.client()).isEqualTo("0.0.0.1:40000");
            assertThat(stream.user()).isEqualTo("r");
            assertThat(stream.serverId()).isEqualTo(2);
            assertThat(stream.file()).isEqualTo("log.1");
            assertThat(stream.position()).isEqualTo(157);
            assertThat(stream.bytes()).isEqualTo(300 * (28 + 13 + 13));
            assertThat(stream.open()).isTrue();
        });
        connection.close(nanos);
        decoder.end();
        assertThat(decoder.streams()).singleElement().matches(stream -> !stream.open());
        assertThat(lines).hasSize(1);
    }

    @Test
    void aStreamMetInTheMiddleIsRecognisedByItsEvents() {
        streamOf(300);
        decoder.end();
        assertThat(lines).isEmpty();
        assertThat(decoder.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.kind()).isEqualTo(Kind.REPLICATION);
            assertThat(stream.serverId()).isEqualTo(-1);
            assertThat(stream.bytes()).isPositive();
        });
    }

    @Test
    void endedStreamsMakeRoomForNewOnes() {
        for (int i = 0; i < 3_000; i++) {
            SyntheticConnection one = new SyntheticConnection(decoder, 1, 10_000 + i, 2, 3306);
            byte[] event = packet(1, EVENT);
            for (int k = 0; k < 12; k++) {
                one.server(nanos += 1_000, event, 0, event.length);
            }
            one.close(nanos += 1_000);
        }
        assertThat(decoder.counters().streams()).isEqualTo(3_000);
        assertThat(decoder.streams()).hasSize(1_024);
        assertThat(decoder.streams().getLast().client()).isEqualTo("0.0.0.1:12999");
    }
}
