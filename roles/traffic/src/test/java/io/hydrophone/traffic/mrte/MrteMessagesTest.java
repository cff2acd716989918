package io.hydrophone.traffic.mrte;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.traffic.mrte.Player.Packet;
import io.hydrophone.traffic.recording.EventEncoder;
import io.hydrophone.traffic.recording.Events;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionEnd;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MrteMessagesTest {
    private static final int COM_QUIT = 1;
    private static final int COM_INIT_DB = 2;
    private static final int COM_QUERY = 3;

    private final MrteMessages form = new MrteMessages();
    private final EventEncoder block = new EventEncoder();
    private final List<byte[]> messages = new ArrayList<>();
    private final Player player = new Player();

    MrteMessagesTest() {
        block.clear(Events.START);
    }

    @Test
    void aUnitHasTheCollectorsLayout() {
        begin(1, "192.0.2.7", 50_000, "");
        ask(1, "\3SELECT 1");
        encode();
        assertThat(messages).hasSize(1);
        assertThat(HexFormat.of().formatHex(messages.getFirst()))
                .isEqualTo(
                        "c0000201" // the server's address
                                + "17000000" // what follows: 4 + 2 + 13 + 4 bytes
                                + "c0000207" // the client's address
                                + "50c3" // its port
                                + "09000000" + "0353454c4543542031" // the packet
                                + "fa03e428"); // Adler-32, of Python's zlib
    }

    @Test
    void databasesAndEndsAreToldWithPacketsOfOurOwn() {
        begin(1, "192.0.2.7", 50_000, "shöp");
        begin(2, "192.0.2.7", 50_001, "");
        ask(1, "\3SELECT 1");
        ask(2, "\1");
        end(1, SessionEnd.RESET);
        end(2, SessionEnd.QUIT);
        end(3, SessionEnd.CLOSED);
        List<Packet> packets = encode();
        assertThat(packets)
                .extracting(Packet::client, Packet::command, Packet::sequence)
                .containsExactly(
                        tuple("192.0.2.7:50000", COM_INIT_DB),
                        tuple("192.0.2.7:50000", COM_QUERY),
                        tuple("192.0.2.7:50001", COM_QUIT),
                        tuple("192.0.2.7:50000", COM_QUIT));
        assertThat(packets.getFirst().text()).isEqualTo("shöp");
    }

    private static org.assertj.core.groups.Tuple tuple(String client, int command) {
        return org.assertj.core.groups.Tuple.tuple(client, command, 0);
    }

    @Test
    void aLongPacketLiesInPiecesAndAVeryLongCommandInPackets() {
        begin(1, "192.0.2.7", 50_000, "");
        byte[] command = new byte[0xffffff + 5];
        new Random(1).nextBytes(command);
        command[0] = COM_QUERY;
        block.asked(1, 1, Events.START, command, 0, command.length, false);
        ask(1, "\3SELECT 2");
        List<Packet> packets = encode();
        assertThat(packets).extracting(packet -> packet.payload().length).containsExactly(0xffffff, 5, 9);
        assertThat(packets).extracting(Packet::sequence).containsExactly(0, 1, 0);
        assertThat(packets.get(0).payload()).isEqualTo(java.util.Arrays.copyOf(command, 0xffffff));
    }

    @Test
    void batchesAreAsLargeAsTheCollectors() {
        begin(1, "192.0.2.7", 50_000, "");
        for (int i = 0; i < 42; i++) {
            ask(1, "\3SELECT 1");
        }
        ask(1, "\3" + "x".repeat(33_000));
        ask(1, "\3SELECT 1");
        assertThat(encode()).hasSize(44);
        assertThat(messages).hasSize(4);
    }

    @Test
    void whatHasNoPlaceInTheLayoutIsCounted() {
        begin(1, "2001:db8::7", 50_000, "shop");
        begin(2, "192.0.2.7", -1, "shop");
        begin(3, "::ffff:192.0.2.7", 50_003, "");
        ask(1, "\3SELECT 1");
        ask(2, "\3SELECT 2");
        ask(4, "\3SELECT 4");
        block.asked(3, 1, Events.START, new byte[] {3, 4}, 0, 2, true);
        ask(3, "\3SELECT 3");
        assertThat(encode()).extracting(Packet::client).containsExactly("192.0.2.7:50003");
        assertThat(form.counters()).isEqualTo(new MrteCounters(1, 2, 3, 1, 0));
    }

    /** Whatever is asked, a player finds each command as it was, behind each other. */
    @FuzzTest(maxDuration = "1m")
    void whateverIsAskedAPlayerFindsIt(FuzzedDataProvider data) {
        MrteMessages fuzzed = new MrteMessages();
        EventEncoder events = new EventEncoder();
        events.clear(Events.START);
        List<List<Byte>> asked = new ArrayList<>();
        fuzzed.encode(begun(events), (message, count) -> {});
        events.clear(Events.START);
        while (data.remainingBytes() > 0) {
            byte[] command = data.consumeBytes(data.consumeInt(1, 40_000));
            if (command.length > 0) {
                events.asked(data.consumeInt(1, 3), 1, Events.START, command, 0, command.length, false);
                asked.add(list(command));
            }
        }
        List<List<Byte>> found = new ArrayList<>();
        Player reading = new Player();
        fuzzed.encode(events, (message, count) -> {
            for (Packet packet : reading.take(message)) {
                found.add(list(packet.payload()));
            }
        });
        assertThat(found).isEqualTo(asked);
        assertThat(reading.isEven()).isTrue();
    }

    private static EventEncoder begun(EventEncoder to) {
        for (int session = 1; session <= 3; session++) {
            to.sessionBegun(session(session, "192.0.2.7", 50_000 + session, ""));
        }
        return to;
    }

    private static List<Byte> list(byte[] bytes) {
        List<Byte> list = new ArrayList<>();
        for (byte one : bytes) {
            list.add(one);
        }
        return list;
    }

    private List<Packet> encode() {
        List<Packet> packets = new ArrayList<>();
        form.encode(block, (message, events) -> {
            messages.add(message);
            packets.addAll(player.take(message));
        });
        assertThat(player.isEven()).isTrue();
        return packets;
    }

    private void begin(long session, String client, int port, String database) {
        block.sessionBegun(session(session, client, port, database));
    }

    private static SessionBegun session(long session, String client, int port, String database) {
        return new SessionBegun(
                session, Events.START, "192.0.2.1:3306", client, port, "app", database, 45, 0, "", true, List.of());
    }

    private void ask(long session, String command) {
        byte[] payload = command.getBytes(StandardCharsets.UTF_8);
        block.asked(session, 1, Events.START, payload, 0, payload.length, false);
    }

    private void end(long session, SessionEnd how) {
        block.sessionOver(session, Events.START, how);
    }
}
