package io.hydrophone.client.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hydrophone.protocol.PayloadWriter;

/** Writes what a server says: packets, numbered from the one that follows the client's. */
final class Script {
    private final PayloadWriter out = new PayloadWriter();
    private int number;

    /** The first packet has that number. */
    Script(int first) {
        number = first;
    }

    Script packet(byte[] payload) {
        out.u2(payload.length).u1(payload.length >> 16).u1(number++).bytes(payload);
        return this;
    }

    /** A payload of characters below 256. */
    Script packet(String payload) {
        return packet(payload.getBytes(ISO_8859_1));
    }

    /** A count of columns and as many definitions. */
    Script columns(int count) {
        packet(new PayloadWriter().lengthEncoded(count).toByteArray());
        for (int i = 0; i < count; i++) {
            packet("\u0003def and so on");
        }
        return this;
    }

    Script ok(int affected, int warnings, int status) {
        return packet(new PayloadWriter()
                .u1(0)
                .lengthEncoded(affected)
                .lengthEncoded(0)
                .u2(status)
                .u2(warnings)
                .toByteArray());
    }

    /** The end of rows where EOF is deprecated. */
    Script end(int warnings, int status) {
        return packet(
                new PayloadWriter().u1(0xfe).u1(0).u1(0).u2(status).u2(warnings).toByteArray());
    }

    Script eof(int warnings, int status) {
        return packet(new PayloadWriter().u1(0xfe).u2(warnings).u2(status).toByteArray());
    }

    Script error(int code, String message) {
        return packet(new PayloadWriter()
                .u1(0xff)
                .u2(code)
                .bytes(("#42000" + message).getBytes(ISO_8859_1))
                .toByteArray());
    }

    /** The next packet has another number. */
    Script from(int other) {
        number = other;
        return this;
    }

    /** The next packet's number. */
    int next() {
        return number;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
