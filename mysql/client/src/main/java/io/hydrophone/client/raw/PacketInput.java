package io.hydrophone.client.raw;

import io.hydrophone.protocol.ErrPacket;
import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.protocol.RowChecksum;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;

/**
 * Reads packets through one buffer of a fixed size: of a packet only a head can be looked at, the rest is passed over.
 * So no length that a server claims makes anything grow.
 */
final class PacketInput {
    /** The most of a packet that can be looked at. */
    static final int HEAD_BYTES = 4 << 10;

    static final int MAX_PAYLOAD = 0xff_ffff;

    private static final int HEADER = 4;
    private static final int BUFFER_BYTES = 16 << 10;
    /** Rows and definitions begin below; from here on it may be an EOF or an error. */
    private static final int SPECIAL = 0xfe;

    private Transport transport;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int limit;
    /** Of the current packet's payload, what was not passed over yet. */
    private int remaining;

    private int length;
    private int number;
    /** Whether packets have to be numbered one by one: frames of compression have numbers of their own. */
    private boolean numbered = true;

    private long bytes;

    PacketInput(Transport transport) {
        this.transport = transport;
    }

    /** Goes on in TLS, or in frames. */
    void over(Transport other, boolean isNumbered) throws IOException {
        if (at != limit || remaining > 0) {
            throw new ProtocolException("the server sends more before the connection is protected or compressed");
        }
        transport = other;
        numbered = isNumbered;
    }

    /** The packet after the client's packet of that number is to come. */
    void follow(int sent) {
        number = sent & 0xff;
    }

    /** Goes to the next packet; the one before must have been passed over. */
    void next() throws IOException {
        require(HEADER);
        length = LittleEndian.u3(buffer, at);
        int expected = (number + 1) & 0xff;
        number = buffer[at + 3] & 0xff;
        at += HEADER;
        remaining = length;
        bytes += HEADER + length;
        // A server that closes a silent connection says so in an error of number 0 that nobody asked for.
        if (numbered && number != expected && first() != ErrPacket.HEADER) {
            throw new ProtocolException("packet " + number + " came where " + expected + " was expected");
        }
    }

    /** The current payload's first byte, or −1 when it has none. */
    int first() throws IOException {
        if (length == 0) {
            return -1;
        }
        require(1);
        return buffer[at] & 0xff;
    }

    /** The whole length of the current payload. */
    int length() {
        return length;
    }

    /** The current packet's number, modulo 256. */
    int number() {
        return number;
    }

    /**
     * All of a payload that is read once a connection, and passes over it.
     *
     * @throws ProtocolException when it is longer than {@link #HEAD_BYTES}
     */
    byte[] payload() throws IOException {
        if (remaining > HEAD_BYTES) {
            throw new ProtocolException("a packet of " + length + " bytes came during the login");
        }
        require(remaining);
        byte[] payload = Arrays.copyOfRange(buffer, at, at + remaining);
        skip();
        return payload;
    }

    /** Makes sure that the payload's head is in the {@link #buffer} and tells how much of it is there. */
    int head(int most) throws IOException {
        int count = Math.min(most, remaining);
        require(count);
        return count;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where in the {@link #buffer} the head begins. */
    int offset() {
        return at;
    }

    /** Bytes of all packets so far, with their headers; of the current one all that it claims. */
    long bytes() {
        return bytes;
    }

    /** Passes over the rest of the current packet, and over those that go on with it. */
    void skip() throws IOException {
        skip(null);
    }

    /** The same for a row. */
    void skip(RowChecksum sum) throws IOException {
        while (true) {
            while (remaining > 0) {
                if (at == limit) {
                    fill();
                }
                int count = Math.min(remaining, limit - at);
                if (sum != null) {
                    sum.update(buffer, at, count);
                }
                at += count;
                remaining -= count;
            }
            if (length < MAX_PAYLOAD) {
                break;
            }
            next();
        }
        if (sum != null) {
            sum.endRow();
        }
    }

    /**
     * Passes over packets that are wholly in the buffer and are neither an end nor an error: the bulk of what servers
     * send.
     *
     * @param most of them
     * @return how many
     */
    long passOver(long most, RowChecksum sum) {
        byte[] data = buffer;
        int end = limit;
        int from = at;
        int expected = number;
        long count = 0;
        while (count < most && end - from > HEADER) {
            int payload = LittleEndian.u3(data, from);
            int given = data[from + 3] & 0xff;
            if (payload == 0
                    || payload > end - from - HEADER
                    || (data[from + HEADER] & 0xff) >= SPECIAL
                    || (numbered && given != (expected + 1 & 0xff))) {
                break;
            }
            expected = given;
            if (sum != null) {
                sum.update(data, from + HEADER, payload);
                sum.endRow();
            }
            from += HEADER + payload;
            count++;
        }
        bytes += from - at;
        at = from;
        number = expected;
        return count;
    }

    private void require(int count) throws IOException {
        while (limit - at < count) {
            fill();
        }
    }

    private void fill() throws IOException {
        if (at == limit) {
            at = 0;
            limit = 0;
        } else if (buffer.length - limit < HEAD_BYTES) {
            System.arraycopy(buffer, at, buffer, 0, limit - at);
            limit -= at;
            at = 0;
        }
        int count = transport.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        limit += count;
    }
}
