package io.hydrophone.client.raw;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends what takes too long by closing the socket beneath it: whatever it was that waited, a read, a write that the
 * server does not take, or a TLS handshake. One thread looks after all connections, every {@value #LOOK_MILLIS} ms, so
 * that a command costs two writes to memory and no timer.
 */
final class Deadline implements AutoCloseable {
    private static final int LOOK_MILLIS = 50;

    /** Begun with the first connection that has limits; it sleeps when there are none. */
    private static final class Watch {
        private static final Set<Deadline> ALL = ConcurrentHashMap.newKeySet();

        static {
            Thread.ofPlatform().daemon().name("hydrophone-deadlines").start(Watch::look);
        }

        private static void look() {
            while (true) {
                long now = System.nanoTime();
                ALL.forEach(deadline -> deadline.check(now));
                try {
                    Thread.sleep(LOOK_MILLIS);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    private final Socket socket;
    /** By {@link System#nanoTime}; 0 while nothing is limited. */
    private volatile long end;

    private volatile boolean passed;

    Deadline(Socket socket) {
        this.socket = socket;
        Watch.ALL.add(this);
    }

    /** From now on, so long. */
    void start(long nanos) {
        end = System.nanoTime() + nanos | 1;
    }

    /** It was in time. */
    void stop() {
        end = 0;
    }

    /** Whether the socket was closed for being late. */
    boolean hasPassed() {
        return passed;
    }

    private void check(long now) {
        long limit = end;
        if (limit != 0 && now - limit > 0) {
            passed = true;
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no use in any case.
            }
        }
    }

    @Override
    public void close() {
        Watch.ALL.remove(this);
    }
}
