package io.hydrophone.wire.tls;

/** The versions that are understood. */
enum TlsVersion {
    TLS_1_0(0x0301),
    TLS_1_1(0x0302),
    TLS_1_2(0x0303),
    TLS_1_3(0x0304);

    final int code;

    TlsVersion(int code) {
        this.code = code;
    }

    /** Null when it is none of these. */
    static TlsVersion of(int code) {
        return code < TLS_1_0.code || code > TLS_1_3.code ? null : values()[code - TLS_1_0.code];
    }

    /** The version that stands in a protected record's header: 1.3 writes that of 1.2. */
    int inRecords() {
        return Math.min(code, TLS_1_2.code);
    }
}
