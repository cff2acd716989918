package io.hydrophone.wire.source;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A real TCP conversation: the client sends numbered lines, the server sends each back twice. */
final class Talk {
    private Talk() {}

    /** How many bytes both sides together have sent after as many rounds. */
    static long bytes(int rounds) {
        long bytes = 0;
        for (int i = 0; i < rounds; i++) {
            bytes += 3L * line(i).length;
        }
        return bytes;
    }

    private static byte[] line(int round) {
        return new byte[1 + round % 5000];
    }

    static void over(ServerSocket server, int rounds) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> answering = threads.submit(() -> {
                answer(server, rounds);
                return null;
            });
            try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
                client.setTcpNoDelay(true);
                for (int i = 0; i < rounds; i++) {
                    byte[] line = line(i);
                    client.getOutputStream().write(line);
                    client.getInputStream().readNBytes(2 * line.length);
                }
            }
            answering.get();
        }
    }

    private static void answer(ServerSocket server, int rounds) throws IOException {
        try (Socket peer = server.accept()) {
            peer.setTcpNoDelay(true);
            for (int i = 0; i < rounds; i++) {
                byte[] line = peer.getInputStream().readNBytes(line(i).length);
                peer.getOutputStream().write(line);
                peer.getOutputStream().write(line);
            }
            peer.getInputStream().readAllBytes();
        }
    }

    static ServerSocket serve(String address) throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(address));
    }
}
