package io.hydrophone.upkeep.deploy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last line that is not blank, the first kilobyte of it: however much a command prints. */
final class LastLine extends OutputStream {
    private static final int MOST = 1 << 10;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String last = "";

    @Override
    public synchronized void write(int b) {
        if (b == '\n' || b == '\r') {
            String text = line.toString(StandardCharsets.UTF_8).strip();
            last = text.isEmpty() ? last : text;
            line.reset();
        } else if (line.size() < MOST) {
            line.write(b);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    synchronized String text() {
        String text = line.toString(StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? last : text;
    }
}
