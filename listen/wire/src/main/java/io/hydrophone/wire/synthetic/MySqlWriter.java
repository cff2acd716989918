package io.hydrophone.wire.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Writes MySQL packets one behind the other. */
final class MySqlWriter {
    private byte[] data = new byte[1024];
    private int length;
    private int packet;

    MySqlWriter clear() {
        length = 0;
        return this;
    }

    /** Begins a packet with a number, of which the payload follows. */
    MySqlWriter packet(int number) {
        packet = length;
        return u1(0).u1(0).u1(0).u1(number);
    }

    /** Ends the packet: its length is known now. */
    MySqlWriter end() {
        int payload = length - packet - 4;
        data[packet] = (byte) payload;
        data[packet + 1] = (byte) (payload >> 8);
        data[packet + 2] = (byte) (payload >> 16);
        return this;
    }

    MySqlWriter u1(int value) {
        if (length == data.length) {
            data = Arrays.copyOf(data, 2 * length);
        }
        data[length++] = (byte) value;
        return this;
    }

    MySqlWriter u2(int value) {
        return u1(value).u1(value >> 8);
    }

    MySqlWriter u4(int value) {
        return u2(value).u2(value >> 16);
    }

    MySqlWriter zeros(int count) {
        for (int i = 0; i < count; i++) {
            u1(0);
        }
        return this;
    }

    MySqlWriter text(String text) {
        for (byte b : text.getBytes(UTF_8)) {
            u1(b);
        }
        return this;
    }

    /** Text of at most 250 bytes behind its length. */
    MySqlWriter counted(String text) {
        return u1(text.getBytes(UTF_8).length).text(text);
    }

    byte[] data() {
        return data;
    }

    int length() {
        return length;
    }
}
