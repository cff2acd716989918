package io.hydrophone.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.Heard.Line;
import io.hydrophone.wire.synthetic.SyntheticConnection;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import io.hydrophone.wire.tcp.Recording;
import io.hydrophone.wire.tcp.Recording.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may happen to a session besides commands and answers. */
class SessionTest {
    private static final int RST = 0x04;
    private final List<Line> lines = new ArrayList<>();
    private List<Turn> turns;
    private long nanos = 1_700_000_000_000_000_000L;

    @BeforeEach
    void read() throws IOException {
        turns = Recording.connections().get(0);
    }

    private TrafficDecoder decoder(Ports ports) {
        return new TrafficDecoder(DecoderOptions.of(ports), query -> lines.add(Heard.line(query)));
    }

    private void play(SyntheticConnection connection, List<Turn> said) {
        for (Turn turn : said) {
            nanos += 1_000_000;
            if (turn.fromClient()) {
                connection.client(nanos, turn.bytes(), 0, turn.bytes().length);
            } else {
                connection.server(nanos, turn.bytes(), 0, turn.bytes().length);
            }
        }
    }

    @Test
    void aPortUsedAgainIsAnotherSession() {
        Heard once = Heard.of(Packets.of(turns, 1000, 2000, left -> left));
        List<Packet> twice = new ArrayList<>(Packets.of(turns, 1000, 2000, left -> left));
        twice.removeLast(); // not even closed
        twice.removeLast();
        twice.addAll(Packets.of(turns, 900_000, 800_000, left -> left));
        Heard heard = Heard.of(twice);
        assertThat(heard.counters().sessions()).isEqualTo(2);
        assertThat(heard.counters().lostBytes()).isZero();
        assertThat(heard.lines()).containsExactlyElementsOf(twice(once.lines()));
    }

    private static List<Line> twice(List<Line> lines) {
        List<Line> result = new ArrayList<>(lines);
        result.addAll(lines);
        return result;
    }

    @Test
    void aResetAbortsWhatWaitsForItsAnswer() {
        List<Packet> packets = new ArrayList<>(Packets.of(turns, 1000, 2000, left -> left));
        int asked = lastAsked(packets);
        List<Packet> broken = new ArrayList<>(packets.subList(0, asked + 1));
        Packet last = broken.getLast();
        int next = last.sequence() + last.payload().length;
        broken.add(new Packet(true, RST | 0x10, next, last.acknowledgement(), new byte[0]));
        Heard heard = Heard.of(broken);
        assertThat(heard.lines().getLast().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(heard.counters().openSessions()).isZero();
    }

    @Test
    void theEndOfTheCaptureLeavesACommandUnfinished() {
        List<Packet> packets = Packets.of(turns, 1000, 2000, left -> left);
        Heard heard = Heard.of(packets.subList(0, lastAsked(packets) + 1));
        assertThat(heard.lines().getLast().outcome()).isEqualTo(Outcome.UNFINISHED);
        assertThat(heard.counters().openSessions()).isEqualTo(1);
    }

    /** The last command that is answered: the one before COM_QUIT. */
    private static int lastAsked(List<Packet> packets) {
        int asked = 0;
        for (int i = 0; i < packets.size(); i++) {
            if (packets.get(i).fromClient() && packets.get(i).payload().length > 5) {
                asked = i;
            }
        }
        return asked;
    }

    @Test
    void runningCommandsAreShownUntilTheirAnswer() {
        TrafficDecoder decoder = decoder(Ports.of(3306));
        SyntheticConnection connection = new SyntheticConnection(decoder, 1, 40_000, 2, 3306);
        connection.open(nanos);
        int last = turns.size() - 3; // a command, its answer, COM_QUIT
        play(connection, turns.subList(0, last + 1));
        List<String> running = new ArrayList<>();
        decoder.running(query -> running.add(Heard.line(query).sql()));
        assertThat(running).containsExactly("drop database shop");
        play(connection, turns.subList(last + 1, last + 2));
        running.clear();
        decoder.running(query -> running.add(Heard.line(query).sql()));
        assertThat(running).isEmpty();
    }

    /** MariaDB tells how far ALTER TABLE has come in packets that look like errors. */
    @Test
    void progressIsNoAnswer() {
        TrafficDecoder decoder = decoder(Ports.of(3306));
        SyntheticConnection connection = new SyntheticConnection(decoder, 1, 40_000, 2, 3306);
        connection.open(nanos);
        play(connection, turns.subList(0, turns.size() - 3)); // all but the last command and COM_QUIT
        lines.clear();
        HexFormat hex = HexFormat.of();
        byte[] half = hex.parseHex("0c0000" + "01" + "ffffff" + "01" + "01" + "01" + "50c300" + "02" + "636f");
        byte[] whole = hex.parseHex("0c0000" + "02" + "ffffff" + "01" + "01" + "01" + "a08601" + "02" + "636f");
        byte[] ok = hex.parseHex("070000" + "03" + "00" + "05" + "00" + "0200" + "0000");
        play(connection, List.of(turns.get(turns.size() - 3), new Turn(false, half), new Turn(false, whole)));
        assertThat(lines).isEmpty();
        play(connection, List.of(new Turn(false, ok)));
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.outcome()).isEqualTo(Outcome.OK);
            assertThat(line.affected()).isEqualTo(5);
        });
        assertThat(decoder.counters().unparsed()).isZero();
    }

    @Test
    void autoFindsServersByTheirGreetingAndNothingElse() {
        TrafficDecoder decoder = decoder(Ports.AUTO);
        SyntheticTraffic.play(decoder, 33_999, 1);
        SyntheticConnection web = new SyntheticConnection(decoder, 1, 40_000, 2, 80);
        web.open(nanos);
        byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1);
        web.client(nanos, request, 0, request.length);
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
        web.server(nanos, answer, 0, answer.length);
        web.close(nanos);
        assertThat(decoder.counters().sessions()).isEqualTo(1);
        assertThat(decoder.counters().unrecognised()).isZero();
        assertThat(lines).hasSize(43);
    }

    @Test
    void anotherProtocolOnTheWatchedPortIsCounted() {
        TrafficDecoder decoder = decoder(Ports.of(80));
        SyntheticConnection web = new SyntheticConnection(decoder, 1, 40_000, 2, 80);
        web.open(nanos);
        byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1);
        web.client(nanos, request, 0, request.length);
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
        web.server(nanos, answer, 0, answer.length);
        web.close(nanos);
        assertThat(decoder.counters().unrecognised()).isEqualTo(1);
        assertThat(decoder.counters().sessions()).isZero();
        assertThat(lines).isEmpty();
    }

    @Test
    void theXProtocolIsRecognisedAndCounted() {
        TrafficDecoder decoder = decoder(Ports.of(33_060));
        SyntheticConnection connection = new SyntheticConnection(decoder, 1, 40_000, 2, 33_060);
        connection.open(nanos);
        byte[] hello = HexFormat.of().parseHex("050000000b08051a00");
        byte[] asked = HexFormat.of().parseHex("0100000001");
        connection.server(nanos, hello, 0, hello.length);
        connection.client(nanos, asked, 0, asked.length);
        connection.close(nanos);
        assertThat(decoder.counters().xProtocolSessions()).isEqualTo(1);
        assertThat(decoder.counters().unrecognised()).isZero();
        assertThat(lines).isEmpty();
    }

    @Test
    void aRequestForTlsEndsTheListeningAndIsCounted() {
        TrafficDecoder decoder = decoder(Ports.of(3306));
        SyntheticConnection connection = new SyntheticConnection(decoder, 1, 40_000, 2, 3306);
        connection.open(nanos);
        play(connection, turns.subList(0, 1)); // the greeting
        byte[] request = new byte[36];
        request[0] = 32;
        request[3] = 1;
        request[5] = 0x0a; // CLIENT_PROTOCOL_41, CLIENT_SSL
        connection.client(nanos, request, 0, request.length);
        byte[] hello = {0x16, 3, 1, 0, 4, 3, 's', 'e', 'l'};
        connection.client(nanos, hello, 0, hello.length);
        connection.server(nanos, hello, 0, hello.length);
        connection.close(nanos);
        assertThat(decoder.counters().tlsSessions()).isEqualTo(1);
        assertThat(decoder.counters().openSessions()).isZero();
        assertThat(lines).isEmpty();
    }

    @Test
    void tlsMetInTheMiddleIsRecognisedByItsRecords() {
        TrafficDecoder decoder = decoder(Ports.of(3306));
        SyntheticConnection connection = new SyntheticConnection(decoder, 1, 40_000, 2, 3306);
        byte[] data = new byte[5 + 40];
        data[0] = 0x17;
        data[1] = 3;
        data[2] = 3;
        data[4] = 40;
        for (int i = 0; i < 20; i++) {
            connection.client(nanos, data, 0, data.length);
            connection.server(nanos, data, 0, data.length);
        }
        decoder.end();
        assertThat(decoder.counters().tlsSessions()).isEqualTo(1);
        assertThat(lines).isEmpty();
    }

    @Test
    void aSessionTableThatIsFullForgetsTheLongestSilentOne() {
        TrafficDecoder decoder = new TrafficDecoder(
                new DecoderOptions(Ports.of(3306), 100, 1 << 16, 1 << 20), query -> lines.add(Heard.line(query)));
        for (int i = 0; i < 500; i++) {
            SyntheticConnection connection = new SyntheticConnection(decoder, 1, 10_000 + i, 2, 3306);
            connection.open(nanos += 1_000_000);
            play(connection, turns.subList(0, 1));
        }
        assertThat(decoder.counters().openSessions()).isLessThanOrEqualTo(100);
        assertThat(decoder.counters().evictedSessions()).isEqualTo(400);
    }

    @Test
    void aTextBeyondTheBoundIsCutAndSaysSo() {
        List<Boolean> truncated = new ArrayList<>();
        TrafficDecoder decoder =
                new TrafficDecoder(new DecoderOptions(Ports.of(Packets.SERVER_PORT), 100, 64, 1 << 20), query -> {
                    lines.add(Heard.line(query));
                    truncated.add(query.sqlTruncated());
                });
        Packets.send(Packets.of(turns, 1, 2, left -> left), decoder);
        assertThat(lines).allSatisfy(line -> assertThat(line.sql().length()).isLessThan(64));
        assertThat(truncated).contains(true, false);
        assertThat(lines).filteredOn(line -> line.bytesIn() > 100).isNotEmpty();
    }
}
