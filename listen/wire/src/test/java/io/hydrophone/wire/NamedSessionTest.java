package io.hydrophone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.session.SessionNames;
import io.hydrophone.wire.session.SessionNames.Name;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import io.hydrophone.wire.tcp.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another source knows whose sessions those are whose login was not heard. */
class NamedSessionTest {
    private static final SessionNames NAMES =
            (client, port, instance) -> client.equals("10.0.0.1") && port == 40_000 && instance.equals("10.0.0.2:3306")
                    ? new Name("ear", "reef")
                    : null;
    /** Of a recorded connection: handshake of TCP, greeting, login, its answer. */
    private static final int LOGIN_PACKETS = 6;

    private final Set<String> users = new TreeSet<>();
    private final Set<String> databases = new TreeSet<>();
    private final List<Query> queries = new ArrayList<>();
    private final TrafficDecoder decoder =
            new TrafficDecoder(DecoderOptions.of(Ports.of(Packets.SERVER_PORT)), query -> {
                queries.add(query);
                users.add(query.key().user());
                databases.add(query.key().database());
            });
    private List<Packet> packets;

    @BeforeEach
    void read() throws Exception {
        packets = Packets.of(Recording.connections().getFirst(), 1000, 2000, left -> left);
    }

    /** Gives names with every packet, as if a list came each time. */
    private void play(List<Packet> sent, SessionNames names) {
        Packets.send(sent, new PacketHandler() {
            @Override
            public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
                decoder.packet(nanos, link, data, offset, captured, length);
                decoder.name(names);
            }

            @Override
            public void tick(long nanos) {
                decoder.tick(nanos);
            }

            @Override
            public void end() {
                decoder.end();
            }
        });
    }

    /** The database too, but this client is soon heard to choose another, which is newer than any list. */
    @Test
    void aSessionThatWasMetInTheMiddleTakesItsName() {
        play(packets.subList(LOGIN_PACKETS, packets.size()), NAMES);
        assertThat(decoder.counters().midstreamSessions()).isEqualTo(1);
        assertThat(users).contains("ear");
        assertThat(databases).contains("shop").doesNotContain("reef");
    }

    @Test
    void aSessionWhoseLoginWasHeardKeepsItsOwn() {
        play(packets, NAMES);
        assertThat(queries).isNotEmpty();
        assertThat(users).doesNotContain("ear");
        assertThat(databases).doesNotContain("reef");
    }

    @Test
    void anotherClientsNameIsNotTaken() {
        play(
                packets.subList(LOGIN_PACKETS, packets.size()),
                (client, port, instance) -> NAMES.find(client, port + 1, instance));
        assertThat(queries).isNotEmpty();
        assertThat(users).doesNotContain("ear");
    }

    @Test
    void whoIsPassedOverIsNeitherHeardNorCounted() {
        decoder.passOver((client, port) -> client.equals("10.0.0.1") && port == 40_000);
        Packets.send(packets, decoder);
        assertThat(queries).isEmpty();
        assertThat(decoder.counters().sessions()).isZero();
        assertThat(decoder.counters().logins()).isZero();
    }
}
