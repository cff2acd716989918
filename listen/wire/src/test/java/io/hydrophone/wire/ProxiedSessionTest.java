package io.hydrophone.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Recording;
import io.hydrophone.wire.tcp.Recording.Turn;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** A proxy says before the session who the client is. */
class ProxiedSessionTest {
    private static final String BINARY = "0d0a0d0a000d0a515549540a";

    static final List<Arguments> HEADERS = List.of(
            Arguments.of(text("PROXY TCP4 192.0.2.7 10.0.0.2 51000 3306\r\n"), "192.0.2.7", 51_000),
            Arguments.of(text("PROXY TCP6 2001:db8::7 2001:db8::1 51000 3306\r\n"), "2001:db8::7", 51_000),
            Arguments.of(text("PROXY UNKNOWN\r\n"), "10.0.0.1", 40_000),
            Arguments.of(binary("21 11 000c c0000207 0a000002 c738 0cea"), "192.0.2.7", 51_000),
            Arguments.of(binary("21 11 0012 c0000207 0a000002 c738 0cea 04 0003 010203"), "192.0.2.7", 51_000),
            Arguments.of(
                    binary("21 21 0024 20010db8000000000000000000000007 20010db8000000000000000000000001 c738 0cea"),
                    "2001:db8::7",
                    51_000),
            Arguments.of(binary("20 00 0000"), "10.0.0.1", 40_000));

    private static byte[] text(String header) {
        return header.getBytes(US_ASCII);
    }

    private static byte[] binary(String rest) {
        return HexFormat.of().parseHex(BINARY + rest.replace(" ", ""));
    }

    @ParameterizedTest
    @FieldSource("HEADERS")
    void theClientIsWhoTheProxySays(byte[] header, String client, int port) throws Exception {
        List<Turn> turns = Recording.connections().getFirst();
        Heard direct = Heard.of(Packets.of(turns, 1000, 2000, left -> left));
        List<Turn> headerFirst = new ArrayList<>(turns);
        headerFirst.addFirst(new Turn(true, header));
        List<Turn> greetingFirst = new ArrayList<>(turns);
        greetingFirst.set(1, new Turn(true, joined(header, turns.get(1).bytes())));
        for (List<Turn> proxied : List.of(headerFirst, greetingFirst)) {
            for (int size : new int[] {1, 5, 16, 1 << 16}) {
                Set<String> clients = new TreeSet<>();
                List<Heard.Line> lines = new ArrayList<>();
                TrafficDecoder decoder = new TrafficDecoder(DecoderOptions.of(Ports.of(Packets.SERVER_PORT)), query -> {
                    clients.add(query.key().client() + " " + query.clientPort());
                    lines.add(Heard.line(query));
                });
                Packets.send(Packets.of(proxied, 1000, 2000, left -> size), decoder);
                assertThat(clients).containsExactly(client + " " + port);
                assertThat(lines).isEqualTo(direct.lines());
                assertThat(decoder.counters().unparsed()).isZero();
            }
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
