package io.hydrophone.app.demo;

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.source.CaptureFilter;
import io.hydrophone.wire.source.LiveCapture;
import io.hydrophone.wire.source.Mechanism;
import io.hydrophone.wire.source.PacketSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A server, a load on it, and packets of the two: captured on loopback, or passed by a relay. */
public final class Demo implements AutoCloseable {
    private static final String LOOPBACK = "lo";

    private final DemoServer server;
    private final PacketSource source;
    private final Relay relay;
    private Workload workload;
    private boolean closed;

    private Demo(DemoServer server, PacketSource source, Relay relay) {
        this.server = server;
        this.source = source;
        this.relay = relay;
    }

    /**
     * Starts the server and what listens to it.
     *
     * @param relayed whether to listen through the relay in any case
     */
    public static Demo start(boolean relayed) throws IOException {
        DemoServer server = DemoServer.start();
        if (relayed || !LiveCapture.permitted()) {
            Relay relay = new Relay(server.port());
            return new Demo(server, relay, relay);
        }
        PacketSource ring = LiveCapture.open(
                List.of(LOOPBACK),
                CaptureFilter.of(Ports.of(server.port())),
                Mechanism.AUTO,
                LiveCapture.DEFAULT_RING_BYTES);
        return new Demo(server, ring, null);
    }

    /** Makes the schema and lets clients work, until the demo is closed. */
    public void load() throws SQLException {
        Shop shop = new Shop(relay == null ? server.port() : relay.port());
        shop.create();
        workload = Workload.start(shop);
    }

    public Ports ports() {
        return Ports.of(server.port());
    }

    public PacketSource source() {
        return source;
    }

    public boolean relayed() {
        return relay != null;
    }

    /** What was started, and how it is listened to. */
    public String description() {
        String started = "MariaDB serves a made-up shop on 127.0.0.1:" + server.port() + ".";
        return relay == null
                ? started + " Listening to its packets on " + LOOPBACK + "."
                : started + " Listening through a relay on 127.0.0.1:" + relay.port()
                        + ", because capturing packets needs"
                        + " root or CAP_NET_RAW: run with sudo, or see docs/capture.md.";
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends clients and server and removes what they left; once. */
    public void stop() {
        if (!closed) {
            closed = true;
            if (workload != null) {
                workload.close();
            }
            server.close();
        }
    }
}
