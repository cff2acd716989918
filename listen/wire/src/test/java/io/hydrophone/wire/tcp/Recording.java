package io.hydrophone.wire.tcp;

import io.hydrophone.wire.source.CaptureFile;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.tls.Encrypting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients and servers said in turn, taken from sessions.pcap: a MariaDB 10.11 on port 34071 and a MySQL 9.7 on
 * port 34072, each with its command-line client (text) and sysbench (prepared statements).
 */
public final class Recording {
    /** Bytes that one side sent before the other answered. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Turn(boolean fromClient, byte[] bytes) {}

    private Recording() {}

    public static Path file() {
        try {
            return Path.of(Recording.class
                    .getResource("/io/hydrophone/wire/sessions.pcap")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The same sessions as they were recorded, with compression, in TLS, and some with both. */
    public static List<List<Turn>> connectionsInAnyForm() throws IOException {
        List<List<Turn>> bare = connectionsInTheClear();
        List<List<Turn>> all = new ArrayList<>(bare);
        Encrypting.Method[] methods = Encrypting.Method.values();
        int plain = connections().size();
        for (int i = 0; i < plain + 4; i++) {
            all.add(Encrypting.of(bare.get(i), methods[i % methods.length], i));
        }
        return all;
    }

    /** The same sessions as they were recorded, and with compression. */
    public static List<List<Turn>> connectionsInTheClear() throws IOException {
        List<List<Turn>> all = new ArrayList<>(connections());
        for (List<Turn> turns : connections()) {
            all.add(Compressing.of(turns, Compressing.Method.ZLIB, all.size()));
            all.add(Compressing.of(turns, Compressing.Method.ZSTD, all.size()));
        }
        return all;
    }

    /** One list of turns a connection, in the order in which the connections began. */
    public static List<List<Turn>> connections() throws IOException {
        Map<Integer, List<Turn>> connections = new LinkedHashMap<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CaptureFile file = CaptureFile.open(file())) {
            file.run(new PacketHandler() {
                private final FrameDecoder frames = new FrameDecoder();
                private final Segment segment = new Segment();

                @Override
                public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
                    if (!frames.decode(link, data, offset, captured, length, segment) || segment.length == 0) {
                        return;
                    }
                    boolean fromClient = segment.sourcePort > 34_072;
                    int port = fromClient ? segment.sourcePort : segment.destinationPort;
                    List<Turn> turns = connections.computeIfAbsent(port, p -> new ArrayList<>());
                    byte[] payload = new byte[segment.length];
                    System.arraycopy(segment.data, segment.offset, payload, 0, payload.length);
                    if (!turns.isEmpty() && turns.getLast().fromClient() == fromClient) {
                        bytes.reset();
                        bytes.writeBytes(turns.removeLast().bytes());
                        bytes.writeBytes(payload);
                        payload = bytes.toByteArray();
                    }
                    turns.add(new Turn(fromClient, payload));
                }

                @Override
                public void tick(long nanos) {}

                @Override
                public void end() {}
            });
        }
        return List.copyOf(connections.values());
    }
}
