package io.hydrophone.report;

/** MessagePack's first bytes, as far as they have a name of their own; those of the short forms carry a length. */
final class Packed {
    static final int FIX_MAP = 0x80;
    static final int FIX_ARRAY = 0x90;
    static final int FIX_STR = 0xa0;
    static final int NIL = 0xc0;
    static final int FALSE = 0xc2;
    static final int TRUE = 0xc3;
    static final int BIN_8 = 0xc4;
    static final int BIN_16 = 0xc5;
    static final int BIN_32 = 0xc6;
    static final int EXT_8 = 0xc7;
    static final int EXT_16 = 0xc8;
    static final int EXT_32 = 0xc9;
    static final int FLOAT_32 = 0xca;
    static final int FLOAT_64 = 0xcb;
    static final int UINT_8 = 0xcc;
    static final int UINT_16 = 0xcd;
    static final int UINT_32 = 0xce;
    static final int UINT_64 = 0xcf;
    static final int INT_8 = 0xd0;
    static final int INT_16 = 0xd1;
    static final int INT_32 = 0xd2;
    static final int INT_64 = 0xd3;
    static final int FIX_EXT_1 = 0xd4;
    static final int FIX_EXT_16 = 0xd8;
    static final int STR_8 = 0xd9;
    static final int STR_16 = 0xda;
    static final int STR_32 = 0xdb;
    static final int ARRAY_16 = 0xdc;
    static final int ARRAY_32 = 0xdd;
    static final int MAP_16 = 0xde;
    static final int MAP_32 = 0xdf;
    static final int NEGATIVE_FIX_INT = 0xe0;

    private Packed() {}
}
