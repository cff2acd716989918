package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads the changes that an OK packet lists: for each a type byte and a string, in which its parts are. */
public final class SessionChanges {
    private SessionChanges() {}

    /**
     * Hands on each change, as far as the list is well formed; kinds that are not known are passed over. Allocates.
     *
     * @param end of the list, which begins at {@code offset}
     */
    public static void read(byte[] data, int offset, int end, SessionChange.Handler handler) {
        for (int at = offset; isWhole(data, at, end); at = next(data, at, end)) {
            SessionChange kind = SessionChange.of(data[at]);
            if (kind != null) {
                change(kind, data, parts(data, at), next(data, at, end), handler);
            }
        }
    }

    /** The database that the session is in since then, or null when it did not change. */
    public static String schema(byte[] data, int offset, int end) {
        String schema = null;
        for (int at = offset; isWhole(data, at, end); at = next(data, at, end)) {
            if (SessionChange.of(data[at]) == SessionChange.SCHEMA) {
                schema = string(data, parts(data, at), next(data, at, end));
            }
        }
        return schema;
    }

    private static boolean isWhole(byte[] data, int at, int end) {
        return at + 1 < end && next(data, at, end) >= 0;
    }

    private static int next(byte[] data, int at, int end) {
        return LittleEndian.skipString(data, at + 1, end);
    }

    private static int parts(byte[] data, int at) {
        return at + 1 + LittleEndian.lengthEncodedSize(data[at + 1]);
    }

    private static void change(SessionChange kind, byte[] data, int offset, int end, SessionChange.Handler handler) {
        int at = kind == SessionChange.GTIDS ? offset + 1 : offset; // behind the number of their encoding
        String name = "";
        if (kind == SessionChange.VARIABLE) {
            name = string(data, at, end);
            at = LittleEndian.skipString(data, at, end);
        }
        String value = name == null ? null : string(data, at, end);
        if (value != null) {
            handler.change(kind, name, value);
        }
    }

    /** The length-encoded string at {@code at}, or null when it does not end before {@code end}. */
    private static String string(byte[] data, int at, int end) {
        int next = LittleEndian.skipString(data, at, end);
        if (next < 0) {
            return null;
        }
        int start = at + LittleEndian.lengthEncodedSize(data[at]);
        return new String(data, start, next - start, UTF_8);
    }
}
