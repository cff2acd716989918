package io.hydrophone.servers;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers, below those that the kernel gives to outgoing connections. Between the moment that a port is found and
 * that a server listens to it, which may be seconds, nobody else finds it: each process that asks here holds a lock on one
 * byte of a file for each port, until it ends.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    /** Opened once: the system lets go of all locks of a file when a process closes it. */
    private static FileChannel ports;

    /** Kept from the garbage collector, for what it takes is locked no longer as far as this process knows. */
    private static final List<FileLock> FOUND = new ArrayList<>();

    private FreePort() {}

    /** Whether somebody listens to this port of 127.0.0.1. */
    static boolean isTaken(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** A port of 127.0.0.1 that nobody listens to, and that nobody else has found or will find while this process runs. */
    public static synchronized int find() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (reserve(port) && canListen(port)) {
                return port;
            }
        }
        throw new BindException("no free port of 127.0.0.1 from " + FIRST + " to " + LAST);
    }

    private static boolean reserve(int port) throws IOException {
        if (ports == null) {
            ports = MachineLock.file("ports");
        }
        try {
            FileLock lock = ports.tryLock(port, 1, false);
            if (lock != null) {
                FOUND.add(lock);
            }
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // Found by this process before.
        }
    }

    private static boolean canListen(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
