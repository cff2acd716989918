package io.hydrophone.digest.log;

import io.hydrophone.wire.QueryHandler;
import io.hydrophone.wire.SessionKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The query logs of MySQL and MariaDB. */
public enum LogFormat {
    SLOW,
    GENERAL;

    /** Bytes of a file's beginning that {@link #detect} looks at. */
    public static final int HEAD_BYTES = 64 << 10;

    private static final int MAX_KEYS = 65_536;

    /**
     * The format of a file by its beginning, or null when it is no query log. A log with nothing but the server's
     * banner is taken for a slow log.
     */
    public static LogFormat detect(byte[] head, int length) {
        LineReader lines = new LineReader(new ByteArrayInputStream(head, 0, length), HEAD_BYTES + 1);
        GeneralLogLine entry = new GeneralLogLine();
        boolean banner = false;
        try {
            while (lines.next()) {
                if (SlowLogReader.begins(lines)) {
                    return SLOW;
                }
                if (entry.parse(lines.buffer(), lines.from(), lines.to())) {
                    return GENERAL;
                }
                banner |= Banner.isOf(lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return banner ? SLOW : null;
    }

    /**
     * Reads a log to its end and hands each command over; durations and outcomes only as far as the log tells them.
     *
     * @throws IOException when the file cannot be read on
     */
    public LogCounters read(InputStream in, QueryHandler handler) throws IOException {
        SessionKeys keys = new SessionKeys(MAX_KEYS);
        LogReader reader = switch (this) {
            case SLOW -> new SlowLogReader(handler, keys);
            case GENERAL -> new GeneralLogReader(handler, keys);
        };
        return reader.read(in);
    }
}
