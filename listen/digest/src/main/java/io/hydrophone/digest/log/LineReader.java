package io.hydrophone.digest.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of a file as ranges of one buffer, so that reading copies nothing. Of a line longer than the buffer the
 * beginning is delivered and the rest is skipped.
 */
final class LineReader {
    private final InputStream in;
    private final byte[] buffer;
    private int next;
    private int limit;
    private boolean atEnd;
    private int from;
    private int to;
    private boolean cut;
    private boolean skipping;
    private long bytes;
    private long lines;

    LineReader(InputStream in, int maxLine) {
        this.in = in;
        this.buffer = new byte[maxLine];
    }

    /** Moves to the next line; false at the end. */
    boolean next() throws IOException {
        if (skipping) {
            skipToLineEnd();
        }
        cut = false;
        int scanned = next;
        while (true) {
            for (int i = scanned; i < limit; i++) {
                if (buffer[i] == '\n') {
                    return line(i, i + 1);
                }
            }
            if (atEnd) {
                return next < limit && line(limit, limit);
            }
            if (next > 0) {
                System.arraycopy(buffer, next, buffer, 0, limit - next);
                limit -= next;
                next = 0;
            }
            scanned = limit;
            if (limit == buffer.length) {
                cut = true;
                skipping = true;
                return line(limit, limit);
            }
            fill();
        }
    }

    /** The line is {@code buffer()[from() .. to() - 1]}, without its end. */
    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Whether the line was too long and only its beginning is here. */
    boolean cut() {
        return cut;
    }

    long bytes() {
        return bytes;
    }

    long lines() {
        return lines;
    }

    boolean startsWith(byte[] word) {
        return hasAt(from, word);
    }

    /** Whether the line has the word at a place of the buffer. */
    boolean hasAt(int at, byte[] word) {
        return to - at >= word.length && Arrays.equals(buffer, at, at + word.length, word, 0, word.length);
    }

    /** Where the line has the word within its first so many bytes, or −1. */
    int find(byte[] word, int within) {
        int end = Math.min(to, from + within) - word.length;
        for (int at = from; at <= end; at++) {
            if (hasAt(at, word)) {
                return at;
            }
        }
        return -1;
    }

    private boolean line(int end, int following) {
        from = next;
        to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        next = following;
        lines++;
        return true;
    }

    private void skipToLineEnd() throws IOException {
        skipping = false;
        while (!atEnd) {
            next = 0;
            limit = 0;
            fill();
            for (int i = 0; i < limit; i++) {
                if (buffer[i] == '\n') {
                    next = i + 1;
                    return;
                }
            }
        }
        next = limit;
    }

    private void fill() throws IOException {
        int n = in.read(buffer, limit, buffer.length - limit);
        if (n < 0) {
            atEnd = true;
        } else {
            limit += n;
            bytes += n;
        }
    }
}
