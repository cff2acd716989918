package io.hydrophone.probe;

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.time.Duration;

/**
 * Makes the Java machine fast before it listens: a cold one decodes at a tenth of its speed, and loses packets when it
 * meets a busy server. Made-up traffic goes the whole way, into a listener that is thrown away.
 */
public final class WarmUp {
    private static final int PORT = 3306;
    private static final int SESSIONS = 50;

    private WarmUp() {}

    /** Goes on for so long; then what it has left behind is garbage. */
    public static void run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            SyntheticTraffic.play(new Listener(Listener.decoding(Ports.of(PORT)), summary -> {}), PORT, SESSIONS);
        }
    }
}
