package io.hydrophone.wire;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.synthetic.SyntheticConnection;
import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import io.hydrophone.wire.tcp.Recording;
import io.hydrophone.wire.tcp.Recording.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whatever bytes come, the decoder neither throws nor holds more than its bound. */
class TrafficDecoderFuzzTest {
    private static final DecoderOptions SMALL = new DecoderOptions(Ports.of(3306), 16, 4096, 1 << 20);
    private static final LinkType[] LINKS = LinkType.values();

    /** Touches everything that a consumer may ask of a query. */
    private static void look(Query query) {
        Heard.line(query);
        query.sqlState();
        query.latencyNanos();
        query.totalNanos();
    }

    @FuzzTest(maxDuration = "10m")
    void anyFrames(FuzzedDataProvider data) {
        TrafficDecoder decoder = new TrafficDecoder(SMALL, TrafficDecoderFuzzTest::look);
        long nanos = 0;
        while (data.remainingBytes() > 0) {
            byte[] frame = data.consumeBytes(data.consumeInt(0, 200));
            LinkType link = LINKS[data.consumeInt(0, LINKS.length - 1)];
            decoder.packet(nanos += 1000, link, frame, 0, frame.length, frame.length + data.consumeInt(0, 2));
        }
        decoder.end();
    }

    @FuzzTest(maxDuration = "10m")
    void anySegmentsOfOneConnection(FuzzedDataProvider data) {
        TrafficDecoder decoder = new TrafficDecoder(SMALL, TrafficDecoderFuzzTest::look);
        List<Packet> packets = new ArrayList<>();
        while (data.remainingBytes() > 0) {
            packets.add(new Packet(
                    data.consumeBoolean(),
                    data.consumeByte(),
                    data.consumeInt(-300, 300),
                    data.consumeInt(-300, 300),
                    data.consumeBytes(data.consumeInt(0, 60))));
        }
        Packets.send(packets, decoder);
    }

    @FuzzTest(maxDuration = "10m")
    void anyBytesInOrder(FuzzedDataProvider data) {
        TrafficDecoder decoder = new TrafficDecoder(SMALL, TrafficDecoderFuzzTest::look);
        SyntheticConnection connection = new SyntheticConnection(decoder, 1, 40_000, 2, 3306);
        if (data.consumeBoolean()) {
            connection.open(1);
        }
        for (long nanos = 2; data.remainingBytes() > 0; nanos += 1000) {
            boolean client = data.consumeBoolean();
            byte[] bytes = data.consumeBytes(data.consumeInt(0, 300));
            if (client) {
                connection.client(nanos, bytes, 0, bytes.length);
            } else {
                connection.server(nanos, bytes, 0, bytes.length);
            }
        }
        decoder.end();
    }

    /** Real sessions with some bytes changed get deeper than random ones. */
    @FuzzTest(maxDuration = "10m")
    void realSessionsWithChangedBytes(FuzzedDataProvider data) throws IOException {
        List<List<Turn>> connections = Recording.connections();
        List<Turn> turns = connections.get(data.consumeInt(0, connections.size() - 1));
        TrafficDecoder decoder = new TrafficDecoder(SMALL, TrafficDecoderFuzzTest::look);
        SyntheticConnection connection = new SyntheticConnection(decoder, 1, 40_000, 2, 3306);
        connection.open(1);
        long nanos = 2;
        for (Turn turn : turns) {
            byte[] bytes = turn.bytes().clone();
            if (data.remainingBytes() > 2 && data.consumeInt(0, 3) == 0) {
                bytes[data.consumeInt(0, bytes.length - 1)] = data.consumeByte();
            }
            nanos += 1000;
            if (turn.fromClient()) {
                connection.client(nanos, bytes, 0, bytes.length);
            } else {
                connection.server(nanos, bytes, 0, bytes.length);
            }
        }
        decoder.end();
    }
}
