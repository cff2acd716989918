package io.hydrophone.core.msgpack;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads MessagePack from an array. No length that stands there is believed before so many bytes are there. */
public final class PackReader {
    private final byte[] in;
    private final int end;
    private int at;

    public PackReader(byte[] bytes, int offset, int length) {
        in = bytes;
        at = offset;
        end = offset + length;
    }

    /** Makes the texts of their bytes. */
    @FunctionalInterface
    public interface Texts {
        String of(byte[] in, int offset, int length) throws CharacterCodingException;
    }

    /** Whether nothing is left. */
    public boolean isAtEnd() {
        return at == end;
    }

    /** The byte of the array that comes next. */
    public int at() {
        return at;
    }

    /**
     * How many pairs a map has, which follow.
     *
     * @throws MalformedPack when there is something else, here and in all that follows
     */
    public int map() {
        int type = type();
        return count(
                switch (type) {
                    case Packed.MAP_16 -> unsigned(2);
                    case Packed.MAP_32 -> unsigned(4);
                    default -> fix(type, Packed.FIX_MAP, Packed.FIX_ARRAY, "no map");
                });
    }

    /** How many elements an array has, which follow. */
    public int array() {
        int type = type();
        return count(
                switch (type) {
                    case Packed.ARRAY_16 -> unsigned(2);
                    case Packed.ARRAY_32 -> unsigned(4);
                    default -> fix(type, Packed.FIX_ARRAY, Packed.FIX_STR, "no array");
                });
    }

    /**
     * A text.
     *
     * @param maxBytes beyond which it is refused
     */
    public String text(int maxBytes) {
        return text(maxBytes, PackReader::utf8);
    }

    /**
     * A text that somebody else may know already.
     *
     * @param maxBytes beyond which it is refused
     */
    public String text(int maxBytes, Texts texts) {
        int type = type();
        long length = switch (type) {
            case Packed.STR_8 -> unsigned(1);
            case Packed.STR_16 -> unsigned(2);
            case Packed.STR_32 -> unsigned(4);
            default -> fix(type, Packed.FIX_STR, Packed.NIL, "no text");
        };
        if (length > maxBytes) {
            throw new MalformedPack("a text of more than " + maxBytes + " bytes", at);
        }
        require(length);
        try {
            String text = texts.of(in, at, (int) length);
            at += (int) length;
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedPack("a text that is no UTF-8", at);
        }
    }

    /**
     * A text of bytes.
     *
     * @throws CharacterCodingException when they are no UTF-8
     */
    public static String utf8(byte[] in, int offset, int length) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(in, offset, length))
                .toString();
    }

    /** Whether an integer comes next. */
    public boolean isInteger() {
        return isInteger(peek());
    }

    /** An integer of at most 63 bits and a sign. */
    public long integer() {
        int type = type();
        return type < Packed.FIX_MAP ? type : longer(type);
    }

    /** An integer of at most 64 bits without a sign. */
    public long unsigned() {
        if (peek() == Packed.UINT_64) {
            at++;
            return unsigned(8);
        }
        long value = integer();
        if (value < 0) {
            throw new MalformedPack("an integer below 0", at);
        }
        return value;
    }

    /** An integer that is more than the byte it begins with: apart, so that short ones are read in place. */
    private long longer(int type) {
        return switch (type) {
            case Packed.UINT_8 -> unsigned(1);
            case Packed.UINT_16 -> unsigned(2);
            case Packed.UINT_32 -> unsigned(4);
            case Packed.UINT_64 -> {
                long all = unsigned(8);
                if (all < 0) {
                    throw new MalformedPack("an integer of more than 63 bits", at);
                }
                yield all;
            }
            case Packed.INT_8 -> (byte) unsigned(1);
            case Packed.INT_16 -> (short) unsigned(2);
            case Packed.INT_32 -> (int) unsigned(4);
            case Packed.INT_64 -> unsigned(8);
            default -> {
                if (!isInteger(type)) {
                    throw new MalformedPack("no integer", at - 1);
                }
                yield (byte) type;
            }
        };
    }

    /** An integer or a floating-point number. */
    public double number() {
        return switch (peek()) {
            case Packed.FLOAT_32 -> {
                at++;
                yield Float.intBitsToFloat((int) unsigned(4));
            }
            case Packed.FLOAT_64 -> {
                at++;
                yield Double.longBitsToDouble(unsigned(8));
            }
            default -> integer();
        };
    }

    public boolean flag() {
        int type = type();
        if (type != Packed.TRUE && type != Packed.FALSE) {
            throw new MalformedPack("no true or false", at - 1);
        }
        return type == Packed.TRUE;
    }

    /** Passes over a value, however deep it is nested: what is still to be skipped is counted, not remembered. */
    public void skip() {
        for (long values = 1; values > 0; values--) {
            int type = type();
            if (type < Packed.FIX_MAP || type >= Packed.NEGATIVE_FIX_INT) {
                continue;
            }
            if (type < Packed.FIX_ARRAY) {
                values += 2L * (type & 0xf);
            } else if (type < Packed.FIX_STR) {
                values += type & 0xf;
            } else if (type < Packed.NIL) {
                pass(type & 0x1f);
            } else {
                values += skipNamed(type);
            }
        }
    }

    /** Passes over the rest of a value of a type with a name; how many values are nested in it. */
    private long skipNamed(int type) {
        switch (type) {
            case Packed.NIL, Packed.TRUE, Packed.FALSE -> {}
            case Packed.BIN_8, Packed.STR_8 -> pass(unsigned(1));
            case Packed.BIN_16, Packed.STR_16 -> pass(unsigned(2));
            case Packed.BIN_32, Packed.STR_32 -> pass(unsigned(4));
            case Packed.EXT_8 -> pass(unsigned(1) + 1);
            case Packed.EXT_16 -> pass(unsigned(2) + 1);
            case Packed.EXT_32 -> pass(unsigned(4) + 1);
            case Packed.UINT_8, Packed.INT_8 -> pass(1);
            case Packed.UINT_16, Packed.INT_16 -> pass(2);
            case Packed.UINT_32, Packed.INT_32, Packed.FLOAT_32 -> pass(4);
            case Packed.UINT_64, Packed.INT_64, Packed.FLOAT_64 -> pass(8);
            case Packed.ARRAY_16 -> {
                return unsigned(2);
            }
            case Packed.ARRAY_32 -> {
                return unsigned(4);
            }
            case Packed.MAP_16 -> {
                return 2 * unsigned(2);
            }
            case Packed.MAP_32 -> {
                return 2 * unsigned(4);
            }
            default -> {
                if (type < Packed.FIX_EXT_1 || type > Packed.FIX_EXT_16) {
                    throw new MalformedPack("a byte that begins nothing", at - 1);
                }
                pass(1 + (1L << (type - Packed.FIX_EXT_1)));
            }
        }
        return 0;
    }

    private static boolean isInteger(int type) {
        return type < Packed.FIX_MAP
                || type >= Packed.NEGATIVE_FIX_INT
                || (type >= Packed.UINT_8 && type <= Packed.INT_64);
    }

    private long fix(int type, int from, int to, String otherwise) {
        if (type < from || type >= to) {
            throw new MalformedPack(otherwise, at - 1);
        }
        return (long) type - from;
    }

    /** Each element takes a byte at least. */
    private int count(long elements) {
        if (elements > end - at) {
            throw new MalformedPack("more elements than bytes", at);
        }
        return (int) elements;
    }

    private int peek() {
        require(1);
        return in[at] & 0xff;
    }

    private int type() {
        int type = peek();
        at++;
        return type;
    }

    private long unsigned(int bytes) {
        require(bytes);
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = (value << 8) | (in[at++] & 0xff);
        }
        return value;
    }

    private void pass(long bytes) {
        require(bytes);
        at += (int) bytes;
    }

    private void require(long bytes) {
        if (bytes > end - at) {
            throw new MalformedPack("the end, " + (bytes - (end - at)) + " bytes too early", at);
        }
    }
}
