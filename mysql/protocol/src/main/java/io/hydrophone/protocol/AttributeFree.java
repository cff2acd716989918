package io.hydrophone.protocol;

import java.util.Arrays;

/**
 * Commands of a session that agreed on query attributes, as one that did not would have sent them: for a server that knows none, such
 * as MariaDB. The attributes are left out.
 *
 * @see QueryAttributes
 */
public final class AttributeFree {
    private AttributeFree() {}

    /**
     * A COM_QUERY without attributes before its text.
     *
     * @return null when no attributes stand there, not even their count
     */
    public static byte[] query(byte[] payload) {
        int text = QueryAttributes.end(payload, 1, payload.length);
        if (text < 0) {
            return null;
        }
        byte[] plain = Arrays.copyOfRange(payload, text - 1, payload.length);
        plain[0] = payload[0];
        return plain;
    }

    /**
     * A COM_STMT_EXECUTE with its statement's parameters alone, and these without names.
     *
     * @param parameters that the statement has
     * @return null when the payload is malformed, or it cannot be told where the parameters' values end
     */
    public static byte[] execution(byte[] payload, int parameters) {
        int values = BinaryParameters.VALUES;
        if (payload.length < values) {
            return null;
        }
        byte[] marked = payload.clone();
        boolean counted = BinaryParameters.isCounted(payload, payload.length) || parameters > 0;
        BinaryParameters.unmarkCounted(marked);
        if (!counted || parameters == 0) {
            return Arrays.copyOf(marked, values);
        }
        long count = LittleEndian.lengthEncoded(payload, values, payload.length);
        if (count < parameters || count > 0xffff) {
            return null;
        }
        int nulls = values + LittleEndian.lengthEncodedSize(payload[values]);
        int flag = nulls + ((int) count + 7) / 8;
        if (flag >= payload.length) {
            return null;
        }
        PayloadWriter plain = new PayloadWriter()
                .bytes(Arrays.copyOf(marked, values))
                .bytes(Arrays.copyOfRange(payload, nulls, nulls + (parameters + 7) / 8))
                .u1(payload[flag]);
        if (payload[flag] != 1) {
            return count == parameters ? rest(plain, payload, flag + 1, payload.length) : null;
        }
        return typesAndValues(plain, payload, nulls, flag + 1, (int) count, parameters);
    }

    private static byte[] typesAndValues(
            PayloadWriter plain, byte[] payload, int nulls, int types, int count, int parameters) {
        int end = payload.length;
        int[] type = new int[parameters];
        int at = types;
        for (int i = 0; i < count; i++) {
            if (at + 2 > end) {
                return null;
            }
            if (i < parameters) {
                type[i] = payload[at] & 0xff;
                plain.u1(payload[at]).u1(payload[at + 1]);
            }
            at = LittleEndian.skipString(payload, at + 2, end);
            if (at < 0) {
                return null;
            }
        }
        int start = at;
        if (count == parameters) {
            return rest(plain, payload, start, end);
        }
        for (int i = 0; i < parameters; i++) {
            if ((payload[nulls + i / 8] >> i % 8 & 1) == 0) {
                int size = BinaryParameters.size(payload, type[i], at, end);
                if (size < 0 || size > end - at) {
                    return null;
                }
                at += size;
            }
        }
        return rest(plain, payload, start, at);
    }

    private static byte[] rest(PayloadWriter plain, byte[] payload, int from, int to) {
        return plain.bytes(Arrays.copyOfRange(payload, from, to)).toByteArray();
    }
}
