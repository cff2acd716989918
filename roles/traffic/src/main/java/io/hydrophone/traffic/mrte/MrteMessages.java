package io.hydrophone.traffic.mrte;

import io.hydrophone.traffic.broker.MessageForm;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.EventDecoder;
import io.hydrophone.traffic.recording.EventEncoder;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionOver;
import io.hydrophone.traffic.recording.TrafficEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rebuilds the clients' packets from events, as MRTE-Collector would have captured them, with the packets that it makes itself. */
final class MrteMessages implements MessageForm {
    private static final byte COM_QUIT = 1;
    private static final byte COM_INIT_DB = 2;

    private static final int HEADER_BYTES = 4;

    /** A packet as long as this is followed by another one, perhaps an empty one. */
    private static final int MAX_PAYLOAD_BYTES = 0xffffff;

    /** As many as a listener follows at most; ends that were dropped would otherwise add up. */
    private static final int MAX_SESSIONS = 1 << 17;

    /** Of a server that is known by a name. */
    private static final byte[] NO_ADDRESS = new byte[MrteBatch.ADDRESS_BYTES];

    /** Players promise no order between clients, so a broker's word need not be awaited for each message. */
    private static final int WINDOW = 256;

    private static final class Session {
        final MrteClient client;
        final byte[] server;
        boolean quit;

        Session(MrteClient client, byte[] server) {
            this.client = client;
            this.server = server;
        }
    }

    private final Map<Long, Session> sessions = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Session> eldest) {
            return size() > MAX_SESSIONS;
        }
    };

    private volatile MrteCounters counters = new MrteCounters(0, 0, 0, 0, 0);
    private long packets;
    private long skippedSessions;
    private long skippedCommands;
    private long truncatedCommands;

    /** As of the last block. */
    MrteCounters counters() {
        return counters;
    }

    @Override
    public void encode(EventEncoder block, Messages to) {
        MrteBatch batch = new MrteBatch(to);
        EventDecoder events = block.decoder();
        for (TrafficEvent event = events.next(); event != null; event = events.next()) {
            switch (event) {
                case SessionBegun begun -> begin(begun, batch);
                case Asked asked -> ask(asked, batch);
                case SessionOver over -> end(over, batch);
                default -> {}
            }
        }
        batch.flush();
        counters = new MrteCounters(packets, skippedSessions, skippedCommands, truncatedCommands, 0);
    }

    @Override
    public int window() {
        return WINDOW;
    }

    @Override
    public void close() {}

    /** The login is not repeated: players take nothing from it but the database. */
    private void begin(SessionBegun begun, MrteBatch batch) {
        MrteClient client = MrteClient.of(begun.client(), begun.clientPort());
        if (client == null) {
            skippedSessions++;
            return;
        }
        String instance = begun.instance();
        int colon = instance.lastIndexOf(':');
        byte[] server = MrteClient.address(colon < 0 ? instance : instance.substring(0, colon));
        Session session = new Session(client, server == null ? NO_ADDRESS : server);
        sessions.put(begun.session(), session);
        if (!begun.database().isEmpty()) {
            byte[] database = begun.database().getBytes(StandardCharsets.UTF_8);
            byte[] payload = new byte[1 + database.length];
            payload[0] = COM_INIT_DB;
            System.arraycopy(database, 0, payload, 1, database.length);
            send(session, payload, batch);
        }
    }

    private void ask(Asked asked, MrteBatch batch) {
        Session session = sessions.get(asked.session());
        if (session == null) {
            skippedCommands++;
        } else if (asked.truncated() || asked.payload().length == 0) {
            truncatedCommands++;
        } else {
            session.quit |= asked.payload()[0] == COM_QUIT;
            send(session, asked.payload(), batch);
        }
    }

    private void end(SessionOver over, MrteBatch batch) {
        Session session = sessions.remove(over.session());
        if (session != null && !session.quit) {
            send(session, new byte[] {COM_QUIT}, batch);
        }
    }

    private void send(Session session, byte[] payload, MrteBatch batch) {
        int at = 0;
        int sequence = 0;
        int count;
        do { // A payload of exactly the largest size is followed by an empty packet.
            count = Math.min(MAX_PAYLOAD_BYTES, payload.length - at);
            byte[] packet = new byte[HEADER_BYTES + count];
            packet[0] = (byte) count;
            packet[1] = (byte) (count >>> 8);
            packet[2] = (byte) (count >>> 16);
            packet[3] = (byte) sequence++;
            System.arraycopy(payload, at, packet, HEADER_BYTES, count);
            batch.add(session.server, session.client, packet);
            packets++;
            at += count;
        } while (count == MAX_PAYLOAD_BYTES);
    }
}
