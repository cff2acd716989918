package io.hydrophone.wire.source;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server for some conversations, one after the other, in a process of its own: it prints {@code r} when it can be reached. */
final class Farside {
    static final int QUESTION = 1000;
    static final int ANSWER = 100_000;

    private Farside() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[1]), 1, InetAddress.getByName(arguments[0]))) {
            System.out.print('r');
            System.out.flush();
            for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
                try (Socket client = server.accept()) {
                    client.getInputStream().readNBytes(QUESTION);
                    client.getOutputStream().write(new byte[ANSWER]);
                }
            }
        }
    }

    static void ask(String address, int port) throws IOException {
        try (Socket server = new Socket(address, port)) {
            server.getOutputStream().write(new byte[QUESTION]);
            server.getInputStream().readNBytes(ANSWER);
        }
    }
}
