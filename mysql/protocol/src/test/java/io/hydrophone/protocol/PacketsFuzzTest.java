package io.hydrophone.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

/** Any bytes are read without going beyond their end, and what they tell is bounded by what there is of them. */
class PacketsFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadWithinTheirBounds(byte[] data) {
        logins(data);
        List<String> told = new ArrayList<>();
        OkPacket ok = new OkPacket();
        if (data.length > 0 && ok.parse(data, 0, data.length) && ok.changesOffset() >= 0) {
            assertThat(ok.changesEnd()).isBetween(ok.changesOffset(), data.length);
            SessionChanges.read(
                    data, ok.changesOffset(), ok.changesEnd(), (kind, name, value) -> told.add(name + value));
        }
        SessionChanges.read(data, 0, data.length, (kind, name, value) -> told.add(name + value));
        SessionChanges.schema(data, 0, data.length);
        assertThat(told).allMatch(text -> text.length() <= data.length);
        BinlogDump dump = BinlogDump.parse(data, data.length);
        if (dump != null) {
            assertThat(dump.file().length()).isLessThanOrEqualTo(data.length);
        }
        BinlogEvent.begins(data, 0, data.length);
        XProtocol.answers(data, 0, data.length);
        parameters(data);
        sessionChanges(data);
    }

    /** Behind a byte for the command, as callers have it. */
    private static void sessionChanges(byte[] data) {
        if (data.length > 0) {
            ChangeUser change = ChangeUser.parse(data, data.length);
            assertThat(change.user().length() + change.database().length()).isLessThan(data.length);
            assertThat(change.collation()).isBetween(0, 0xffff);
            assertThat(InitDb.database(data, data.length).length()).isLessThan(data.length);
        }
    }

    private static void logins(byte[] data) {
        if (Greeting.parse(data, 0, data.length) != null) {
            challenge(AuthChallenge.inGreeting(data, 0, data.length), data);
        }
        challenge(AuthChallenge.inSwitch(data, 0, data.length), data);
        ErrPacket error = ErrPacket.parse(data, 0, data.length);
        assertThat(error.message().length()).isLessThanOrEqualTo(data.length);
        ErrPacket.isProgress(data, 0, data.length);
        if (!HandshakeResponse.isTlsRequest(data, 0, data.length)) {
            HandshakeResponse.parse(data, 0, data.length);
        }
        ProxyHeader header = ProxyHeader.parse(data, 0, data.length);
        if (header != null) {
            assertThat(header.length()).isBetween(0, data.length);
        }
    }

    private static void challenge(AuthChallenge challenge, byte[] data) {
        if (challenge != null) {
            assertThat(challenge.plugin().length() + challenge.scramble().length)
                    .isLessThanOrEqualTo(data.length);
        }
    }

    /** The first byte tells how many parameters the statement has. */
    private static void parameters(byte[] data) {
        if (data.length == 0) {
            return;
        }
        int count = data[0] & 0x7f;
        byte[] types = BinaryParameters.noteTypes(data, data.length, count, null);
        boolean known = BinaryParameters.known(data, data.length, count, types);
        List<Object> values = new ArrayList<>();
        boolean whole = BinaryParameters.read(data, data.length, count, types, values::add);
        assertThat(values.size()).isLessThanOrEqualTo(count);
        if (known) {
            assertThat(whole).isTrue();
            assertThat(values).hasSize(count);
        }
    }
}
