package io.hydrophone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.Heard.Line;
import io.hydrophone.wire.source.CaptureFile;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.tls.KeyLog;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * tls.pcap: three sessions of a driver with MariaDB 10.11 that say the same, in TLS 1.3 with AES-256-GCM, and in TLS 1.2
 * with ChaCha20-Poly1305 and with AES-128-CBC, encrypt-then-MAC. tls.keys: the client's key log.
 */
class RecordedTlsTest {
    private static final int PORT = 28_989;
    private static final int SESSIONS = 3;

    private static final List<String> SCRIPT = List.of(
            "COM_QUERY OK 0 CREATE TABLE depths (id INT PRIMARY KEY, name TEXT)",
            "COM_QUERY OK 0 INSERT INTO depths VALUES (1, 'shelf'), (2, 'slope'), (3, 'abyss')",
            "COM_QUERY OK 3 SELECT * FROM depths ORDER BY id",
            "COM_QUERY ERROR 0 INSERT INTO depths VALUES (1, 'again')",
            "COM_STMT_PREPARE OK 0 SELECT name FROM depths WHERE id = ?",
            "COM_STMT_EXECUTE OK 1 SELECT name FROM depths WHERE id = ?",
            "COM_STMT_EXECUTE OK 1 SELECT name FROM depths WHERE id = ?",
            "COM_STMT_EXECUTE OK 1 SELECT name FROM depths WHERE id = ?",
            "COM_QUERY OK 0 UPDATE depths SET name = 'trench' WHERE id = 3",
            "COM_QUERY OK 1 SELECT COUNT(*) FROM depths",
            "COM_QUERY OK 0 DROP TABLE depths");

    private static final List<byte[]> FRAMES = new ArrayList<>();

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(RecordedTlsTest.class.getResource(name).toURI());
    }

    @BeforeAll
    static void read() throws IOException, URISyntaxException {
        try (CaptureFile file = CaptureFile.open(resource("tls.pcap"))) {
            file.run(new PacketHandler() {
                @Override
                public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
                    FRAMES.add(Arrays.copyOfRange(data, offset, offset + captured));
                }

                @Override
                public void tick(long nanos) {}

                @Override
                public void end() {}
            });
        }
    }

    private static Heard hear(List<byte[]> frames, KeyLog log) {
        Map<Integer, List<Line>> lines = new TreeMap<>(); // by session: one that waits for a packet comes later
        TrafficDecoder decoder = new TrafficDecoder(
                DecoderOptions.of(Ports.of(PORT)).withKeyLog(log),
                query -> lines.computeIfAbsent(query.clientPort(), port -> new ArrayList<>())
                        .add(Heard.line(query)));
        long nanos = 1_700_000_000_000_000_000L;
        for (byte[] frame : frames) {
            nanos += 1_000_000;
            decoder.packet(nanos, LinkType.ETHERNET, frame, 0, frame.length, frame.length);
        }
        decoder.end();
        return new Heard(lines.values().stream().flatMap(List::stream).toList(), decoder.counters());
    }

    private static KeyLog log() throws URISyntaxException {
        return KeyLog.open(resource("tls.keys"), 10);
    }

    @Test
    void whatTheClientSaidIsHeardThrice() throws Exception {
        try (KeyLog log = log()) {
            Heard heard = hear(FRAMES, log);
            List<String> said = heard.lines().stream()
                    .map(line -> line.command() + " " + line.outcome() + " " + line.rows() + " " + line.sql())
                    .filter(line -> line.contains("depths") && !line.contains("CLOSE"))
                    .toList();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                expected.addAll(SCRIPT);
            }
            assertThat(said).isEqualTo(expected);
            assertThat(heard.lines()).allMatch(line -> line.user().equals("bare"));
            assertThat(heard.counters().decryptedSessions()).isEqualTo(SESSIONS);
            assertThat(heard.counters().logins()).isEqualTo(SESSIONS);
            assertThat(heard.counters().unparsed()).isZero();
        }
    }

    @Test
    void withoutTheLogNothingIsHeard() {
        Heard heard = hear(FRAMES, null);
        assertThat(heard.lines()).isEmpty();
        assertThat(heard.counters().tlsSessions()).isEqualTo(SESSIONS);
        assertThat(heard.counters().decryptedSessions()).isZero();
    }

    @Test
    void aMissingPacketTakesNoForeignAnswer() throws Exception {
        try (KeyLog log = log()) {
            List<Line> all = answered(hear(FRAMES, log));
            int least = all.size();
            for (int i = 0; i < FRAMES.size(); i++) {
                List<byte[]> torn = new ArrayList<>(FRAMES);
                byte[] missing = torn.remove(i);
                Heard heard = hear(torn, log);
                List<Line> answered = answered(heard);
                assertThat(new HashSet<>(all)).containsAll(answered);
                assertThat(all).as("without packet %s", i).containsSubsequence(answered);
                boolean lost = heard.counters().lostBytes() > 0;
                assertThat(lost
                                || answered.size() == all.size()
                                || heard.counters().midstreamSessions() > 0)
                        .as("a packet of %s bytes", missing.length)
                        .isTrue();
                least = Math.min(least, answered.size());
            }
            // The loss of a handshake costs its session, and no other one.
            assertThat(least).isEqualTo(all.size() * (SESSIONS - 1) / SESSIONS);
        }
    }

    private static List<Line> answered(Heard heard) {
        return heard.lines().stream().filter(Line::answered).map(Line::alone).toList();
    }
}
