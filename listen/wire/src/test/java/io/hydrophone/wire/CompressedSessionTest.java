package io.hydrophone.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.wire.Heard.Line;
import io.hydrophone.wire.tcp.Compressing;
import io.hydrophone.wire.tcp.Mutation;
import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import io.hydrophone.wire.tcp.Recording;
import io.hydrophone.wire.tcp.Recording.Turn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compressed sessions that look like others for a while. */
class CompressedSessionTest {
    private static final int FRAME_HEADER = 7;
    private static final byte[] MORE = {0x0a, 0};
    private static final byte[] NO_MORE = {2, 0};

    private List<Turn> turns;
    private Set<Line> all;

    @BeforeEach
    void read() throws IOException {
        turns = Compressing.of(Recording.connections().getFirst(), Compressing.Method.ZLIB, 1);
        all = lines(Heard.of(Mutation.whole(turns)));
        assertThat(all).hasSizeGreaterThan(10);
    }

    private static Set<Line> lines(Heard heard) {
        Set<Line> lines = new HashSet<>();
        heard.lines().stream().filter(Line::answered).map(Line::alone).forEach(lines::add);
        return lines;
    }

    /** Of a client that writes headers by themselves, when the capture begins behind one. */
    @Test
    void aStoredCommandWithoutItsFramesHeaderGetsNoForeignAnswer() {
        int command = 3;
        while (!turns.get(command).fromClient()
                || LittleEndian.u3(turns.get(command).bytes(), 4) != 0) {
            command++;
        }
        List<Turn> rest = new ArrayList<>(turns.subList(command, turns.size()));
        byte[] bytes = rest.getFirst().bytes();
        rest.set(0, new Turn(true, Arrays.copyOfRange(bytes, FRAME_HEADER, bytes.length)));
        List<Packet> packets = Mutation.whole(rest);
        Heard heard = Heard.of(packets.subList(2, packets.size()));

        assertHeardInFrames(heard);
        assertThat(heard.counters().lostCommands()).isBetween(1L, 2L);
    }

    /** What the client can do stands at its beginning, so it has to be doubted as a whole. */
    @Test
    void aSessionWhoseLoginIsDamagedIsNotTakenForOneWithoutCompression() {
        List<Packet> packets = Packets.of(turns, 1000, 2000, left -> Math.min(left, 20));
        int login = 2;
        while (!packets.get(login).fromClient()) {
            login++;
        }
        packets.remove(login + 1);
        assertHeardInFrames(Heard.of(packets));
    }

    @Test
    void aSessionWhoseLoginIsNotSeenToBeAcceptedIsCompressedAllTheSame() {
        List<Packet> packets = new ArrayList<>(Mutation.whole(turns));
        packets.remove(4); // behind the handshake, the greeting and what answers it
        assertHeardInFrames(Heard.of(packets));
    }

    private void assertHeardInFrames(Heard heard) {
        assertThat(all).containsAll(lines(heard));
        assertThat(lines(heard)).hasSizeGreaterThan(5);
        assertThat(heard.counters().compressedSessions()).isEqualTo(1);
    }

    /** Behind each result the server sends what it has, and goes on with the number of its next frame. */
    @Test
    void laterResultsAreNumberedAsTheirFramesAre() {
        List<Turn> session = new ArrayList<>(turns.subList(0, 3)); // the login
        session.add(new Turn(true, frame(0, packet(0, bytes("\3SELECT 1; SELECT 2")))));
        session.add(new Turn(false, frame(1, result(1, MORE))));
        session.add(new Turn(false, frame(2, result(2, NO_MORE))));
        Heard heard = Heard.of(Mutation.whole(session));

        assertThat(heard.counters().unparsed()).isZero();
        assertThat(heard.lines().getLast().outcome()).isEqualTo(Outcome.OK);
        assertThat(heard.lines().getLast().rows()).isEqualTo(2);
    }

    /** One column, one row, and at the end an OK with the status. */
    private static byte[] result(int number, byte[] status) {
        byte[] ok = {(byte) 0xfe, 0, 0, status[0], status[1], 0, 0};
        return join(
                packet(number, new byte[] {1}),
                packet(number + 1, bytes("\3def a definition")),
                packet(number + 2, bytes("\1x")),
                packet(number + 3, ok));
    }

    private static byte[] packet(int number, byte[] payload) {
        return join(new byte[] {(byte) payload.length, 0, 0, (byte) number}, payload);
    }

    private static byte[] frame(int number, byte[] body) {
        return join(new byte[] {(byte) body.length, 0, 0, (byte) number, 0, 0, 0}, body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
