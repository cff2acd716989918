package io.hydrophone.agent.log;

import java.util.Arrays;

/** Cuts bytes into lines, wherever the pieces begin in which they come. Of a long line only the beginning is kept. */
final class LineCutter {
    static final int MAX_LINE = 64 << 10;

    /** Takes one line. */
    @FunctionalInterface
    interface Line {
        void take(byte[] bytes, int offset, int length);
    }

    private byte[] begun = new byte[256];
    private int length;

    void add(byte[] bytes, int count, Line lines) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                if (length == 0) {
                    give(bytes, start, Math.min(MAX_LINE, i - start), lines);
                } else {
                    keep(bytes, start, i - start);
                    end(lines);
                }
                start = i + 1;
            }
        }
        keep(bytes, start, count - start);
    }

    private void keep(byte[] bytes, int offset, int count) {
        int kept = Math.min(count, MAX_LINE - length);
        if (length + kept > begun.length) {
            begun = Arrays.copyOf(begun, Math.clamp(2L * (length + kept), 0, MAX_LINE));
        }
        System.arraycopy(bytes, offset, begun, length, kept);
        length += kept;
    }

    /** Gives what was begun, if anything. */
    void end(Line lines) {
        if (length > 0) {
            int whole = length;
            length = 0;
            give(begun, 0, whole, lines);
        }
    }

    private static void give(byte[] bytes, int offset, int count, Line lines) {
        boolean hasReturn = count > 0 && bytes[offset + count - 1] == '\r';
        lines.take(bytes, offset, hasReturn ? count - 1 : count);
    }

    void forget() {
        length = 0;
    }
}
