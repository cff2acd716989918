package io.hydrophone.agent.sink;

import io.hydrophone.agent.forward.Traffic;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection on which something is said and a line is answered. Made anew after anything went wrong. One thread at a time. */
final class TcpLines implements AutoCloseable {
    private static final int MAX_LINE = 64 << 10;

    private final TcpTarget target;
    private final Traffic traffic = new Traffic();
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    TcpLines(TcpTarget target) {
        this.target = target;
    }

    /** Says it and waits for a line. */
    String ask(byte[] said) throws IOException {
        try {
            connect();
            out.write(said);
            out.flush();
            traffic.sent(said.length);
            return line();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void connect() throws IOException {
        if (socket == null) {
            int millis = (int) target.timeout().toMillis();
            Socket fresh = new Socket();
            try {
                fresh.connect(new InetSocketAddress(target.host(), target.port()), millis);
                fresh.setSoTimeout(millis);
                fresh.setTcpNoDelay(true);
                in = new BufferedInputStream(fresh.getInputStream());
                out = new BufferedOutputStream(fresh.getOutputStream());
                socket = fresh;
            } catch (IOException e) {
                fresh.close();
                throw e;
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("an answer without an end");
            }
            line.append((char) c);
        }
        traffic.received(line.length() + 1L);
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
    }

    Traffic traffic() {
        return traffic;
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // Nothing is expected of it any more.
            }
            socket = null;
        }
    }
}
