package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The parameter values of a COM_STMT_EXECUTE. A payload is: command, statement id 4, flags 1, iterations 4, then (when
 * there are parameters) a bitmap of NULLs, a flag, the types if the flag is 1, and the values of those not NULL.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_execute.html">COM_STMT_EXECUTE</a>
 */
public final class BinaryParameters {
    private static final int FLAGS = 5;
    static final int VALUES = 10;
    /** In the flags: the number of parameters follows, and each type has a name (CLIENT_QUERY_ATTRIBUTES). */
    private static final int COUNT_AVAILABLE = 8;

    private static final int UNSIGNED = 0x80;
    /** What a TIME can hold. */
    private static final int MAX_HOURS = 838;

    private final byte[] data;
    private final int end;
    private int count;
    private boolean named;
    private int nulls;
    private boolean carriesTypes;
    private int at;

    private BinaryParameters(byte[] payload, int length, int statementParameters) {
        data = payload;
        end = length;
        count = statementParameters;
        at = VALUES;
    }

    /** Whether the parameters before the values are whole. */
    private boolean header() {
        if (end < VALUES) {
            return false;
        }
        named = (data[FLAGS] & COUNT_AVAILABLE) != 0;
        if (named) {
            long all = LittleEndian.lengthEncoded(data, at, end);
            if (all < count || all > 0xffff) {
                return false;
            }
            count = (int) all;
            at += LittleEndian.lengthEncodedSize(data[at]);
        }
        if (count == 0) {
            return true;
        }
        nulls = at;
        at += (count + 7) / 8;
        if (at >= end) {
            return false;
        }
        carriesTypes = data[at++] == 1;
        return true;
    }

    /**
     * Marks a payload as one in which the number of parameters is said: where both sides agreed on query attributes it
     * always is, when the statement has parameters, even if the client does not say so in the flags.
     */
    public static void markCounted(byte[] payload, int length) {
        if (length > FLAGS) {
            payload[FLAGS] |= COUNT_AVAILABLE;
        }
    }

    /**
     * Notes the types that an EXECUTE carries, because the next one of the statement may leave them out.
     *
     * @param types the types noted before, two bytes a parameter, or null
     * @return the types to note now: the same array, a new one, or null when none are known
     */
    public static byte[] noteTypes(byte[] payload, int length, int parameters, byte[] types) {
        if (parameters == 0 || length <= VALUES) {
            return types;
        }
        boolean plain = (payload[FLAGS] & COUNT_AVAILABLE) == 0;
        int flag = VALUES + (parameters + 7) / 8;
        if (plain) { // the common case, without an object
            if (flag >= length || payload[flag] != 1 || flag + 1 + 2 * parameters > length) {
                return types;
            }
            byte[] noted = types == null ? new byte[2 * parameters] : types;
            System.arraycopy(payload, flag + 1, noted, 0, 2 * parameters);
            return noted;
        }
        BinaryParameters reader = new BinaryParameters(payload, length, parameters);
        if (!reader.header() || !reader.carriesTypes) {
            return types;
        }
        byte[] noted = types == null ? new byte[2 * parameters] : types;
        return reader.passTypes(noted) ? noted : types;
    }

    /** The contrary of {@link #markCounted}. */
    static void unmarkCounted(byte[] payload) {
        payload[FLAGS] &= ~COUNT_AVAILABLE;
    }

    /** Whether the number of parameters is said. */
    static boolean isCounted(byte[] payload, int length) {
        return length > VALUES && (payload[FLAGS] & COUNT_AVAILABLE) != 0;
    }

    private boolean passTypes(byte[] into) {
        for (int i = 0; i < count; i++) {
            if (at + 2 > end) {
                return false;
            }
            if (into != null && 2 * i + 1 < into.length) {
                into[2 * i] = data[at];
                into[2 * i + 1] = data[at + 1];
            }
            at += 2;
            if (named) {
                at = LittleEndian.skipString(data, at, end);
                if (at < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether {@link #read} can tell every value. */
    public static boolean known(byte[] payload, int length, int parameters, byte[] types) {
        return read(payload, length, parameters, types, value -> {});
    }

    /**
     * Reads the values: null, Long, BigInteger, Float, Double, String (also temporal values, as MySQL writes them), or
     * byte[] for what is no UTF-8.
     *
     * @param length of the payload
     * @param parameters that the statement has
     * @param types two bytes each, as noted; may be null when the payload carries them
     * @return false when the payload is cut or has more than the values, or a type is unknown; some values may have been
     *     handed on before
     */
    public static boolean read(byte[] payload, int length, int parameters, byte[] types, Consumer<Object> sink) {
        if (parameters == 0) {
            return true;
        }
        BinaryParameters reader = new BinaryParameters(payload, length, parameters);
        if (!reader.header()) {
            return false;
        }
        byte[] used = types;
        if (reader.carriesTypes) {
            used = new byte[2 * parameters];
            if (!reader.passTypes(used)) {
                return false;
            }
        }
        return used != null && reader.values(parameters, used, sink);
    }

    private boolean values(int parameters, byte[] types, Consumer<Object> sink) {
        for (int i = 0; i < parameters; i++) {
            if ((data[nulls + i / 8] >> i % 8 & 1) != 0) {
                sink.accept(null);
                continue;
            }
            int type = types[2 * i] & 0xff;
            boolean unsigned = (types[2 * i + 1] & UNSIGNED) != 0;
            int size = size(data, type, at, end);
            if (size < 0 || at + size > end) {
                return false;
            }
            Object value = value(type, unsigned, size);
            if (value == null && type != 6) {
                return false;
            }
            sink.accept(value);
            at += size;
        }
        return at == end || count > parameters; // what is left over would have been read as something else
    }

    /** Bytes that the value at {@code at} takes; −1 when it does not end before {@code end}, or its type is unknown. */
    static int size(byte[] data, int type, int at, int end) {
        return switch (type) {
            case 1 -> 1;
            case 2, 13 -> 2;
            case 3, 9, 4 -> 4;
            case 8, 5 -> 8;
            case 6 -> 0;
            case 7, 10, 11, 12, 14 -> at < end ? 1 + data[at] : -1;
            default -> {
                int after = isText(type) ? LittleEndian.skipString(data, at, end) : -1;
                yield after < 0 ? -1 : after - at;
            }
        };
    }

    static boolean isText(int type) {
        return switch (type) {
            case 0, 15, 16, 242, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255 -> true;
            default -> false;
        };
    }

    /** The value of {@code size} bytes at {@code at}; null when it makes no sense. */
    static Object value(byte[] data, int type, boolean unsigned, int at, int size) {
        BinaryParameters reader = new BinaryParameters(data, at + size, 0);
        reader.at = at;
        return reader.value(type, unsigned, size);
    }

    private Object value(int type, boolean unsigned, int size) {
        return switch (type) {
            case 1 -> unsigned ? data[at] & 0xffL : (long) data[at];
            case 2, 13 -> unsigned ? LittleEndian.u2(data, at) : (long) (short) LittleEndian.u2(data, at);
            case 3, 9 -> unsigned ? LittleEndian.u4(data, at) : (long) LittleEndian.i4(data, at);
            case 8 -> unsigned ? unsigned(LittleEndian.i8(data, at)) : (Object) LittleEndian.i8(data, at);
            case 4 -> Float.intBitsToFloat(LittleEndian.i4(data, at));
            case 5 -> Double.longBitsToDouble(LittleEndian.i8(data, at));
            case 6 -> null;
            case 7, 10, 12, 14 -> dateTime(type == 10 || type == 14, size);
            case 11 -> time(size);
            default -> {
                int start = at + LittleEndian.lengthEncodedSize(data[at]);
                yield text(start, at + size - start);
            }
        };
    }

    private static Object unsigned(long bits) {
        return bits >= 0 ? bits : (Object) new BigInteger(Long.toUnsignedString(bits));
    }

    private Object text(int from, int length) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(data, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            byte[] bytes = new byte[length];
            System.arraycopy(data, from, bytes, 0, length);
            return bytes;
        }
    }

    /** Length 0, 4, 7 or 11: nothing, date, time of day, microseconds. */
    private String dateTime(boolean dateOnly, int size) {
        if (size != 1 && size != 5 && size != 8 && size != 12) {
            return null;
        }
        int year = size > 1 ? LittleEndian.u2(data, at + 1) : 0;
        int month = size > 1 ? data[at + 3] & 0xff : 0;
        int day = size > 1 ? data[at + 4] & 0xff : 0;
        int hour = size > 5 ? data[at + 5] & 0xff : 0;
        if (month > 12 || day > 31 || hour > 23 || !timeInRange(size, 5, 12)) {
            return null;
        }
        String date = String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
        if (dateOnly) { // some drivers send midnight with it, which the server passes over
            return date;
        }
        return date + String.format(Locale.ROOT, " %02d", hour) + minutes(size, 5, 12);
    }

    /** Length 0, 8 or 12: nothing; sign, days, time of day; microseconds. */
    private String time(int size) {
        if (size != 1 && size != 9 && size != 13) {
            return null;
        }
        if (size == 1) {
            return "00:00:00";
        }
        long hours = LittleEndian.u4(data, at + 2) * 24 + (data[at + 6] & 0xff);
        if (hours > MAX_HOURS || !timeInRange(size, 6, 13)) {
            return null;
        }
        return String.format(Locale.ROOT, "%s%02d", data[at + 1] == 0 ? "" : "-", hours) + minutes(size, 6, 13);
    }

    /**
     * Whether minutes, seconds and microseconds can be; some drivers send others, for negative times, and what they
     * mean is not known.
     *
     * @param hour where the byte of the hour stands
     * @param whole the value's size when it has microseconds
     */
    private boolean timeInRange(int size, int hour, int whole) {
        return size <= hour
                || ((data[at + hour + 1] & 0xff) < 60
                        && (data[at + hour + 2] & 0xff) < 60
                        && (size < whole || LittleEndian.u4(data, at + whole - 4) < 1_000_000));
    }

    private String minutes(int size, int hour, int whole) {
        int minute = size > hour ? data[at + hour + 1] : 0;
        int second = size > hour ? data[at + hour + 2] : 0;
        String text = String.format(Locale.ROOT, ":%02d:%02d", minute, second);
        return size < whole ? text : text + String.format(Locale.ROOT, ".%06d", LittleEndian.u4(data, at + whole - 4));
    }
}
