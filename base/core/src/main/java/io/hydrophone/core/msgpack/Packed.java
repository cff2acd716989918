package io.hydrophone.core.msgpack;

/**
 * MessagePack's first bytes, as far as they have a name of their own; those of the short forms carry a length.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack specification</a>
 */
public final class Packed {
    public static final int FIX_MAP = 0x80;
    public static final int FIX_ARRAY = 0x90;
    public static final int FIX_STR = 0xa0;
    public static final int NIL = 0xc0;
    public static final int FALSE = 0xc2;
    public static final int TRUE = 0xc3;
    public static final int BIN_8 = 0xc4;
    public static final int BIN_16 = 0xc5;
    public static final int BIN_32 = 0xc6;
    public static final int EXT_8 = 0xc7;
    public static final int EXT_16 = 0xc8;
    public static final int EXT_32 = 0xc9;
    public static final int FLOAT_32 = 0xca;
    public static final int FLOAT_64 = 0xcb;
    public static final int UINT_8 = 0xcc;
    public static final int UINT_16 = 0xcd;
    public static final int UINT_32 = 0xce;
    public static final int UINT_64 = 0xcf;
    public static final int INT_8 = 0xd0;
    public static final int INT_16 = 0xd1;
    public static final int INT_32 = 0xd2;
    public static final int INT_64 = 0xd3;
    public static final int FIX_EXT_1 = 0xd4;
    public static final int FIX_EXT_16 = 0xd8;
    public static final int STR_8 = 0xd9;
    public static final int STR_16 = 0xda;
    public static final int STR_32 = 0xdb;
    public static final int ARRAY_16 = 0xdc;
    public static final int ARRAY_32 = 0xdd;
    public static final int MAP_16 = 0xde;
    public static final int MAP_32 = 0xdf;
    public static final int NEGATIVE_FIX_INT = 0xe0;

    private Packed() {}
}
