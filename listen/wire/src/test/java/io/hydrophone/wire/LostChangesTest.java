package io.hydrophone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import io.hydrophone.wire.tcp.Recording.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lost command may have changed about a prepared statement. */
class LostChangesTest {
    private static final byte[] OK = {7, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0};
    private static final byte[] PREPARE = {5, 0, 0, 0, 0x16, 'D', 'O', ' ', '?'};
    /** Statement 1 with a parameter, its definition and the EOF behind it. */
    private static final byte[] PREPARED = {
        12, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 2, 3, 5, 0, 0, 3, (byte) 0xfe, 0, 0, 2, 0
    };
    /** A LONGLONG of 7. */
    private static final byte[] NUMBER = {
        22, 0, 0, 0, 0x17, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 8, 0, 7, 0, 0, 0, 0, 0, 0, 0
    };
    /** A string of seven characters, which is as long as a LONGLONG. */
    private static final byte[] TEXT = {
        22, 0, 0, 0, 0x17, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, (byte) 253, 0, 7, 'a', 'b', 'c', 'd', 'e', 'f', 'g'
    };
    /** The same without types. */
    private static final byte[] MORE_TEXT = {
        20, 0, 0, 0, 0x17, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 7, 'a', 'b', 'c', 'd', 'e', 'f', 'g'
    };

    private static final byte[] RESET_CONNECTION = {1, 0, 0, 0, 0x1f};
    /** Error 1243. */
    private static final byte[] UNKNOWN = {9, 0, 0, 1, (byte) 0xff, (byte) 0xdb, 4, '#', 'H', 'Y', '0', '0', '0'};

    @Test
    void aStatementThatTheServerHasForgottenHasNoText() {
        List<Packet> packets = new ArrayList<>(Packets.of(
                List.of(
                        new Turn(true, PREPARE),
                        new Turn(false, PREPARED),
                        new Turn(true, RESET_CONNECTION),
                        new Turn(false, OK),
                        new Turn(true, NUMBER),
                        new Turn(false, UNKNOWN)),
                1000,
                2000,
                left -> left));
        packets.remove(2 + 2);
        Heard heard = Heard.of(packets.subList(2, packets.size()));

        assertThat(heard.lines()).extracting(Heard.Line::sql).containsExactly("DO ?", "");
        assertThat(heard.lines().getLast().error()).isEqualTo(1243);
        assertThat(heard.lines().getLast().parameters()).isEmpty();
    }

    /** An execution may leave out the types of its values when they are those of the one before. */
    @Test
    void valuesAreUnknownWhenTheirTypesMayBeLost() {
        List<Packet> packets = new ArrayList<>(Packets.of(
                List.of(
                        new Turn(true, PREPARE),
                        new Turn(false, PREPARED),
                        new Turn(true, NUMBER),
                        new Turn(false, OK),
                        new Turn(true, TEXT),
                        new Turn(false, OK),
                        new Turn(true, MORE_TEXT),
                        new Turn(false, OK),
                        new Turn(true, NUMBER),
                        new Turn(false, OK)),
                1000,
                2000,
                left -> left));
        packets.remove(2 + 4);
        Heard heard = Heard.of(packets.subList(2, packets.size()));

        assertThat(heard.lines())
                .extracting(Heard.Line::parameters)
                .containsExactly(List.of(), List.of("7"), List.of(), List.of("7"));
        assertThat(heard.lines()).allMatch(Heard.Line::answered);
    }
}
