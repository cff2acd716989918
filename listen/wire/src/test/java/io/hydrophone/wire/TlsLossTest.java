package io.hydrophone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.Heard.Line;
import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import io.hydrophone.wire.tcp.Recording;
import io.hydrophone.wire.tcp.Recording.Turn;
import io.hydrophone.wire.tls.Encrypting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A loss in TLS costs the commands that it concerns, because the records behind it prove their place by themselves. */
class TlsLossTest {
    /** Packets, one a turn, of all that comes before the first command. */
    private static final int BEHIND_LOGIN = 14;

    private static List<Packet> packets(List<Turn> turns, Encrypting.Method method) {
        return Packets.of(Encrypting.of(turns, method, 1), 1000, 2000, left -> left);
    }

    private static long answered(Heard heard) {
        return heard.lines().stream().filter(Line::answered).count();
    }

    @ParameterizedTest
    @EnumSource(
            value = Encrypting.Method.class,
            names = {"TLS_1_3", "TLS_1_2", "TLS_1_2_CBC"})
    void aLossIsBridged(Encrypting.Method method) throws IOException {
        for (List<Turn> turns : Recording.connections()) {
            List<Packet> packets = packets(turns, method);
            int commands = Heard.of(packets).lines().size();
            for (int i = BEHIND_LOGIN; i < packets.size() - 3; i++) { // the last turn has many commands
                List<Packet> torn = new ArrayList<>(packets);
                torn.remove(i);
                Heard heard = Heard.of(torn);
                assertThat(heard.counters().tlsSessions()).isZero();
                assertThat(answered(heard)).isGreaterThanOrEqualTo(commands - 2);
            }
        }
    }

    /** TLS 1.0 makes each record depend on the one before: nothing is heard behind a loss, and that is counted. */
    @Test
    void inTls10ItIsTheEndOfListening() throws IOException {
        List<Packet> packets = packets(Recording.connections().getFirst(), Encrypting.Method.TLS_1_0);
        long all = answered(Heard.of(packets));
        packets.remove(packets.size() / 2);
        Heard heard = Heard.of(packets);
        assertThat(heard.counters().tlsSessions()).isEqualTo(1);
        assertThat(heard.counters().decryptedSessions()).isEqualTo(1);
        assertThat(heard.counters().refusedSessions()).isZero();
        assertThat(answered(heard)).isBetween(1L, all - 2);
    }

    /** Of a session whose handshake is not whole nothing is heard that might be something else. */
    @ParameterizedTest
    @EnumSource(Encrypting.Method.class)
    void aLossInTheHandshakeIsCounted(Encrypting.Method method) throws IOException {
        List<Packet> packets = packets(Recording.connections().getFirst(), method);
        List<Line> all = Heard.of(packets).lines().stream().map(Line::alone).toList();
        for (int i = 3; i < BEHIND_LOGIN; i++) {
            List<Packet> torn = new ArrayList<>(packets);
            torn.remove(i);
            Heard heard = Heard.of(torn);
            List<Line> lines = heard.lines().stream()
                    .filter(Line::answered)
                    .map(Line::alone)
                    .toList();
            if (!lines.isEmpty()) {
                assertThat(all).containsSubsequence(lines);
            }
            assertThat(heard.counters().tlsSessions() > 0 || lines.size() > all.size() / 2)
                    .as("heard from packet %s on", i)
                    .isTrue();
        }
    }
}
