package io.hydrophone.bench.jmh;

import io.hydrophone.wire.source.CaptureFile;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.synthetic.SyntheticConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions of a capture, played without an end: each logs in once, then asks all its recorded statements and
 * begins again with the first. The bytes are those of the real server and client, in the real packets; sequence
 * numbers and time go on, as in one long connection.
 */
final class SessionLoop {
    private static final int COM_QUIT = 1;
    private static final int COM_QUERY = 3;
    private static final int STEP_NANOS = 40_000;

    private final List<Session> sessions = new ArrayList<>();
    private long nanos = 1_700_000_000_000_000_000L;
    private int turn;

    /**
     * Reads sessions of a capture on Ethernet and IPv4, and logs them in.
     *
     * @param handler of the packets
     */
    SessionLoop(Path capture, int port, PacketHandler handler) {
        Streams streams = new Streams(port);
        try (CaptureFile file = CaptureFile.open(capture)) {
            file.run(streams);
        }
        streams.byClient.forEach((client, packets) -> {
            int first = indexOf(packets, COM_QUERY);
            int last = indexOf(packets, COM_QUIT);
            if (first >= 0 && last > first) {
                sessions.add(new Session(
                        new SyntheticConnection(handler, 0x0a000001, client, 0x0a000002, port), packets, first, last));
            }
        });
        sessions.forEach(session -> nanos = session.logIn(nanos));
    }

    /** Plays one request and all that answers it. */
    void exchange() {
        nanos = sessions.get(turn).exchange(nanos);
        turn = turn + 1 == sessions.size() ? 0 : turn + 1;
    }

    private static int indexOf(List<Packet> packets, int command) {
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            if (packet.fromClient && packet.payload[3] == 0 && packet.payload[4] == command) {
                return i;
            }
        }
        return -1;
    }

    private static final class Packet {
        final boolean fromClient;
        final byte[] payload;

        Packet(boolean fromClient, byte[] payload) {
            this.fromClient = fromClient;
            this.payload = payload;
        }
    }

    private static final class Session {
        private final SyntheticConnection connection;
        private final Packet[] login;
        private final Packet[] asked;
        private int next;

        Session(SyntheticConnection connection, List<Packet> packets, int first, int last) {
            this.connection = connection;
            this.login = packets.subList(0, first).toArray(Packet[]::new);
            this.asked = packets.subList(first, last).toArray(Packet[]::new);
        }

        long logIn(long start) {
            long nanos = start;
            connection.open(nanos);
            for (Packet packet : login) {
                nanos = send(packet, nanos);
            }
            return nanos;
        }

        long exchange(long start) {
            long nanos = start;
            do {
                nanos = send(asked[next], nanos);
                next = next + 1 == asked.length ? 0 : next + 1;
            } while (!asked[next].fromClient);
            return nanos;
        }

        private long send(Packet packet, long nanos) {
            long now = nanos + STEP_NANOS;
            if (packet.fromClient) {
                connection.client(now, packet.payload, 0, packet.payload.length);
            } else {
                connection.server(now, packet.payload, 0, packet.payload.length);
            }
            return now;
        }
    }

    /** The payloads of each connection; a recording over loopback has them in order and once. */
    private static final class Streams implements PacketHandler {
        private final int port;
        private final Map<Integer, List<Packet>> byClient = new LinkedHashMap<>();

        Streams(int port) {
            this.port = port;
        }

        @Override
        public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
            int ip = offset + 14;
            int tcp = ip + (data[ip] & 15) * 4;
            int payload = tcp + ((data[tcp + 12] & 0xf0) >> 2);
            int end = ip + u2(data, ip + 2);
            if (payload < end) {
                boolean fromClient = u2(data, tcp + 2) == port;
                byClient.computeIfAbsent(u2(data, fromClient ? tcp : tcp + 2), client -> new ArrayList<>())
                        .add(new Packet(fromClient, Arrays.copyOfRange(data, payload, end)));
            }
        }

        private static int u2(byte[] data, int at) {
            return ((data[at] & 0xff) << 8) | (data[at + 1] & 0xff);
        }

        @Override
        public void tick(long nanos) {}

        @Override
        public void end() {}
    }
}
