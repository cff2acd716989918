package io.hydrophone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.EncryptedSessions.Line;
import io.hydrophone.wire.EncryptedSessions.Pair;
import io.hydrophone.wire.synthetic.SyntheticConnection;
import io.hydrophone.wire.tcp.Recording;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is not heard because of encryption. */
class EncryptedSessionsTest {
    private static final byte[] REQUEST = new byte[36];
    private static final byte[] RECORD = new byte[45];

    static {
        REQUEST[0] = 32;
        REQUEST[3] = 1;
        REQUEST[5] = 0x0a; // CLIENT_PROTOCOL_41, CLIENT_SSL
        RECORD[0] = 0x17;
        RECORD[1] = 3;
        RECORD[2] = 3;
        RECORD[4] = 40;
    }

    private byte[] greeting;

    @BeforeEach
    void read() throws IOException {
        greeting = Recording.connections().getFirst().getFirst().bytes();
    }

    private static TrafficDecoder decoder() {
        return new TrafficDecoder(DecoderOptions.of(Ports.of(3306)), query -> {});
    }

    private void begun(TrafficDecoder decoder, int client, int port) {
        SyntheticConnection connection = new SyntheticConnection(decoder, client, port, 9, 3306);
        connection.open(1);
        connection.server(2, greeting, 0, greeting.length);
        connection.client(3, REQUEST, 0, REQUEST.length);
        connection.close(4);
    }

    private static void midstream(TrafficDecoder decoder, int client, int server) {
        SyntheticConnection connection = new SyntheticConnection(decoder, client, 50_000, server, 3306);
        for (int i = 0; i < 10; i++) {
            connection.client(5, RECORD, 0, RECORD.length);
        }
        connection.close(6);
    }

    @Test
    void theyAreCountedByClientWithTheServersVersion() {
        TrafficDecoder decoder = decoder();
        midstream(decoder, 2, 9);
        midstream(decoder, 3, 8);
        begun(decoder, 1, 40_000);
        begun(decoder, 1, 40_001);
        decoder.end();
        String version = decoder.encrypted().versions().get("0.0.0.9:3306");
        assertThat(version).startsWith("10.11.").contains("MariaDB");
        assertThat(decoder.encrypted().lines())
                .containsExactly(
                        new Line("0.0.0.1", "0.0.0.9:3306", version, 2),
                        new Line("0.0.0.2", "0.0.0.9:3306", version, 1),
                        new Line("0.0.0.3", "0.0.0.8:3306", "", 1));
    }

    /** What one decoder has heard a server say holds for what another met in the middle. */
    @Test
    void decodersThatShareTheWorkAddUp() {
        TrafficDecoder one = decoder();
        midstream(one, 2, 9);
        TrafficDecoder other = decoder();
        begun(other, 2, 40_000);
        assertThat(one.encrypted().lines())
                .first()
                .extracting(Line::serverVersion)
                .isEqualTo("");
        assertThat(one.encrypted().plus(other.encrypted()).lines())
                .singleElement()
                .matches(line -> line.sessions() == 2 && line.serverVersion().startsWith("10.11."));
    }

    @Test
    void beyondTheBoundTheyAreOthers() {
        Map<Pair, Long> counts = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            EncryptedSessions.count(counts, new Pair("client " + i, "server"), 1);
        }
        EncryptedSessions.count(counts, new Pair("client 7", "server"), 4);
        EncryptedSessions sessions = new EncryptedSessions(counts, Map.of());
        assertThat(sessions.lines()).hasSize(EncryptedSessions.LIMIT + 1);
        assertThat(sessions.lines().getFirst()).isEqualTo(new Line("client 7", "server", "", 5));
        assertThat(sessions.lines().getLast()).isEqualTo(new Line("other", "other", "", 3_000 - 1_024));
        assertThat(sessions.plus(sessions).lines()).hasSize(EncryptedSessions.LIMIT + 1);
        assertThat(sessions.plus(sessions).lines().getLast().sessions()).isEqualTo(2 * (3_000 - 1_024));
    }
}
