package io.hydrophone.report;

import io.hydrophone.core.ProblemException;
import io.hydrophone.core.msgpack.Packed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads MessagePack. No length that stands there is believed before so many bytes are there. */
final class PackedFieldReader implements FieldReader {
    private static final int MAX_DEPTH = 16;
    private static final TextCache TEXTS = new TextCache();

    private final byte[] in;
    private final long maxNumber;
    private int at;
    /** Where the value began that was read last. */
    private int begun;
    /** Of the objects and lists that are open: how many fields or elements are still to come. */
    private final long[] left = new long[MAX_DEPTH];

    private int depth;

    PackedFieldReader(byte[] bytes, long maxNumber) {
        in = bytes;
        this.maxNumber = maxNumber;
    }

    @Override
    public long maxNumber() {
        return maxNumber;
    }

    @Override
    public void beginObject() {
        int type = type();
        enter(
                switch (type) {
                    case Packed.MAP_16 -> unsigned(2);
                    case Packed.MAP_32 -> unsigned(4);
                    default -> {
                        if (type < Packed.FIX_MAP || type >= Packed.FIX_ARRAY) {
                            throw problem("no object");
                        }
                        yield type & 0xf;
                    }
                });
    }

    @Override
    public Field next() {
        while (more()) {
            int type = peek();
            if (isInteger(type)) {
                Field field = Field.of(number(Long.MIN_VALUE, Long.MAX_VALUE));
                if (field != null) {
                    return field;
                }
            } else {
                skip();
            }
            skip();
        }
        return null;
    }

    @Override
    public void beginList() {
        int type = type();
        enter(
                switch (type) {
                    case Packed.ARRAY_16 -> unsigned(2);
                    case Packed.ARRAY_32 -> unsigned(4);
                    default -> {
                        if (type < Packed.FIX_ARRAY || type >= Packed.FIX_STR) {
                            throw problem("no list");
                        }
                        yield type & 0xf;
                    }
                });
    }

    @Override
    public boolean more() {
        if (left[depth - 1] == 0) {
            depth--;
            return false;
        }
        left[depth - 1]--;
        return true;
    }

    @Override
    public String text(int maxBytes) {
        int type = type();
        long length = switch (type) {
            case Packed.STR_8 -> unsigned(1);
            case Packed.STR_16 -> unsigned(2);
            case Packed.STR_32 -> unsigned(4);
            default -> {
                if (type < Packed.FIX_STR || type >= Packed.NIL) {
                    throw problem("no text");
                }
                yield type & 0x1f;
            }
        };
        if (length > maxBytes) {
            throw problem("a text of more than " + maxBytes + " bytes");
        }
        require(length);
        int begin = at;
        at += (int) length;
        return utf8(begin, (int) length);
    }

    private String utf8(int begin, int length) {
        String known = TEXTS.find(in, begin, length);
        if (known != null) {
            return known;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in, begin, length))
                    .toString();
            TEXTS.keep(in, begin, length, text);
            return text;
        } catch (CharacterCodingException e) {
            throw problem("a text that is no UTF-8");
        }
    }

    @Override
    public long number(long min, long max) {
        int type = type();
        long value = type < Packed.FIX_MAP ? type : longer(type);
        if (value < min || value > max) {
            throw problem(value + ", which is not from " + min + " to " + max);
        }
        return value;
    }

    /** A number that is more than the byte it begins with: apart, so that short ones are read in place. */
    private long longer(int type) {
        return switch (type) {
            case Packed.UINT_8 -> unsigned(1);
            case Packed.UINT_16 -> unsigned(2);
            case Packed.UINT_32 -> unsigned(4);
            case Packed.UINT_64 -> {
                long all = unsigned(8);
                if (all < 0) {
                    throw problem("an integer of more than 63 bits");
                }
                yield all;
            }
            case Packed.INT_8 -> (byte) unsigned(1);
            case Packed.INT_16 -> (short) unsigned(2);
            case Packed.INT_32 -> (int) unsigned(4);
            case Packed.INT_64 -> unsigned(8);
            default -> {
                if (!isInteger(type)) {
                    throw problem("no integer");
                }
                yield (byte) type;
            }
        };
    }

    @Override
    public long id() {
        if (peek() != Packed.UINT_64) {
            return number(0, Long.MAX_VALUE);
        }
        type();
        return unsigned(8);
    }

    @Override
    public boolean flag() {
        int type = type();
        if (type != Packed.TRUE && type != Packed.FALSE) {
            throw problem("no true or false");
        }
        return type == Packed.TRUE;
    }

    /** However deep it is nested: what is still to be skipped is counted, not remembered. */
    @Override
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
                values += skipLong(type);
            }
        }
    }

    /** Passes over the rest of a value of a type with a name; how many values are nested in it. */
    private long skipLong(int type) {
        switch (type) {
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
                if (type >= Packed.FIX_EXT_1 && type <= Packed.FIX_EXT_16) {
                    pass(1 + (1L << (type - Packed.FIX_EXT_1)));
                } else if (type != Packed.NIL && type != Packed.TRUE && type != Packed.FALSE) {
                    throw problem("a byte that begins nothing");
                }
            }
        }
        return 0;
    }

    @Override
    public ProblemException problem(String reason) {
        return ReportBounds.problem(reason, begun);
    }

    /** Nothing may follow. */
    void end() {
        begun = at;
        if (at != in.length) {
            throw problem("more after the end");
        }
    }

    private static boolean isInteger(int type) {
        return type < Packed.FIX_MAP
                || type >= Packed.NEGATIVE_FIX_INT
                || (type >= Packed.UINT_8 && type <= Packed.INT_64);
    }

    private void enter(long elements) {
        if (depth == MAX_DEPTH) {
            throw problem("objects nested deeper than " + MAX_DEPTH);
        }
        left[depth++] = elements;
    }

    private int peek() {
        begun = at;
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
        if (bytes > in.length - at) {
            throw problem("the end, " + (bytes - (in.length - at)) + " bytes too early");
        }
    }
}
