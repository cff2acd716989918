package io.hydrophone.client.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.client.Password;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ErrPacket;
import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.protocol.OkPacket;
import io.hydrophone.protocol.RowChecksum;
import io.hydrophone.protocol.ServerStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * Reads whole answers, of which it keeps the {@link Answer} alone. Of rows and definitions the first byte is enough,
 * because nothing but their end can begin with 0xfe (below the largest packet) or 0xff.
 */
final class AnswerReader {
    private static final int OK = 0x00;
    private static final int LOCAL_INFILE = 0xfb;
    private static final int EOF = 0xfe;
    private static final int EOF_LENGTH = 5;
    private static final int MAX_COLUMNS = 0xffff;
    /** 0x00, statement id 4, columns 2, parameters 2, 0x00, warnings 2. */
    private static final int PREPARE_OK_LENGTH = 12;

    private final Packets packets;
    private final PacketInput in;
    private final boolean deprecateEof;
    private final boolean cachedMetadata;
    private final Answer answer = new Answer();
    private final OkPacket ok = new OkPacket();
    private final RowChecksum checksum = new RowChecksum();
    /** {@link #checksum} while it is asked for, else null. */
    private RowChecksum sum;

    AnswerReader(Packets packets, long capabilities) {
        this.packets = packets;
        in = packets.input();
        deprecateEof = (capabilities & Capability.DEPRECATE_EOF) != 0;
        cachedMetadata = (capabilities & Capability.MARIADB_CACHE_METADATA) != 0;
    }

    void checksumRows(boolean asked) {
        sum = asked ? checksum : null;
    }

    /** Reads the answer to a command, but to COM_CHANGE_USER. */
    Answer read(Command command, AnswerHandler handler) throws IOException {
        long before = begin();
        switch (command.reply()) {
            case NONE -> {}
            case OK -> simple(first());
            case RESULT -> results(handler);
            case PREPARE -> prepared();
            case ROWS -> fetched();
            case FIELDS -> fields();
            case STRING -> text();
            case LOGIN, STREAM -> throw new IllegalArgumentException(command.name());
        }
        return ended(before);
    }

    /** Reads the answer to COM_CHANGE_USER, and what the server asks before it gives one. */
    Answer readLogin(Authentication authentication, Password password) throws IOException {
        long before = begin();
        authentication.converse(password);
        arrived();
        int first = in.first();
        if (first == ErrPacket.HEADER) {
            failed();
        } else {
            simple(first);
        }
        return ended(before);
    }

    private long begin() {
        answer.clear();
        checksum.begin();
        return in.bytes();
    }

    private Answer ended(long before) {
        answer.ended(System.nanoTime(), in.bytes() - before, checksum.value());
        return answer;
    }

    /**
     * Goes to a packet that may be the first of an answer or of a result.
     *
     * @return its first byte; {@link ErrPacket#HEADER} when it was an error, which is read then
     */
    private int first() throws IOException {
        in.next();
        int first = in.first();
        while (first == ErrPacket.HEADER && ErrPacket.isProgress(in.buffer(), in.offset(), in.head(3))) {
            in.skip();
            in.next();
            first = in.first();
        }
        arrived();
        if (first == ErrPacket.HEADER) {
            failed();
        }
        return first;
    }

    private void arrived() {
        if (answer.firstNanos() == 0) {
            answer.begun(System.nanoTime());
        }
    }

    private void failed() throws IOException {
        int head = in.head(PacketInput.HEAD_BYTES);
        answer.failed(ErrPacket.parse(in.buffer(), in.offset(), head));
        in.skip();
    }

    private void simple(int first) throws IOException {
        if (first == OK || first == EOF) {
            answer.result();
            end(first);
        } else if (first != ErrPacket.HEADER) {
            throw malformed("an answer", first);
        }
    }

    /** Reads an OK or EOF packet; whether another result follows. */
    private boolean end(int first) throws IOException {
        int head = in.head(PacketInput.HEAD_BYTES);
        if (first == EOF && in.length() == EOF_LENGTH) {
            ok.parseEof(in.buffer(), in.offset());
        } else if (!ok.parse(in.buffer(), in.offset(), head)) {
            throw malformed("the end of a result", first);
        }
        answer.done(ok);
        in.skip();
        return isMoreToCome();
    }

    private void results(AnswerHandler handler) throws IOException {
        boolean more = true;
        while (more) {
            int first = first();
            if (first == LOCAL_INFILE) {
                sendFile(handler);
                first = first();
                if (first != OK && first != ErrPacket.HEADER) {
                    throw malformed("an answer to a file", first);
                }
            }
            if (first == ErrPacket.HEADER) {
                return;
            }
            answer.result();
            boolean isEnd = first == OK || (first == EOF && in.length() == EOF_LENGTH);
            more = isEnd ? end(first) : resultSet(first);
        }
    }

    private boolean resultSet(int first) throws IOException {
        int head = in.head(PacketInput.HEAD_BYTES);
        int offset = in.offset();
        long count = LittleEndian.lengthEncoded(in.buffer(), offset, offset + head);
        if (count <= 0 || count > MAX_COLUMNS) {
            throw malformed("a count of columns", first);
        }
        int flag = LittleEndian.lengthEncodedSize(first);
        boolean without = cachedMetadata && head > flag && in.buffer()[offset + flag] == 0;
        in.skip();
        answer.columns((int) count);
        if (!without && !definitions((int) count)) {
            return false;
        }
        if (!deprecateEof) {
            eof();
            if ((ok.status() & ServerStatus.CURSOR_EXISTS) != 0) { // which keeps the rows
                answer.done(ok);
                return isMoreToCome();
            }
        }
        return rows();
    }

    private boolean isMoreToCome() {
        return (ok.status() & ServerStatus.MORE_RESULTS_EXISTS) != 0;
    }

    private void eof() throws IOException {
        in.next();
        int first = in.first();
        if (first != EOF || in.length() != EOF_LENGTH) {
            throw malformed("the end of definitions", first);
        }
        in.head(EOF_LENGTH);
        ok.parseEof(in.buffer(), in.offset());
        in.skip();
    }

    /** Passes over so many; false when there is an error in their place. */
    private boolean definitions(int count) throws IOException {
        long left = count;
        while (true) {
            left -= in.passOver(left, null);
            if (left == 0) {
                return true;
            }
            in.next();
            if (in.first() == ErrPacket.HEADER) {
                failed();
                return false;
            }
            in.skip();
            left--;
        }
    }

    /** Rows up to their end; whether another result follows. */
    private boolean rows() throws IOException {
        while (true) {
            answer.rows(in.passOver(Long.MAX_VALUE, sum));
            in.next();
            int first = in.first();
            arrived();
            if (first == ErrPacket.HEADER) {
                failed();
                return false;
            }
            if (first == EOF && in.length() < PacketInput.MAX_PAYLOAD) {
                return end(first);
            }
            if (first < 0) {
                throw malformed("a row", first);
            }
            in.skip(sum);
            answer.rows(1);
        }
    }

    private void fetched() throws IOException {
        answer.result();
        rows();
    }

    private void prepared() throws IOException {
        int first = first();
        if (first == ErrPacket.HEADER) {
            return;
        }
        int head = in.head(PREPARE_OK_LENGTH);
        if (first != OK || head < PREPARE_OK_LENGTH) {
            throw malformed("an answer to COM_STMT_PREPARE", first);
        }
        byte[] data = in.buffer();
        int offset = in.offset();
        int columns = LittleEndian.u2(data, offset + 5);
        int parameters = LittleEndian.u2(data, offset + 7);
        answer.result();
        answer.prepared(LittleEndian.u4(data, offset + 1), columns, parameters, LittleEndian.u2(data, offset + 10));
        in.skip();
        if (definitionsAndEof(parameters)) {
            definitionsAndEof(columns);
        }
    }

    private boolean definitionsAndEof(int count) throws IOException {
        if (count == 0) {
            return true;
        }
        boolean whole = definitions(count);
        if (whole && !deprecateEof) {
            eof();
        }
        return whole;
    }

    /** Definitions without a count. */
    private void fields() throws IOException {
        while (true) {
            int first = first();
            if (first == ErrPacket.HEADER) {
                return;
            }
            if (first == EOF && in.length() < PacketInput.MAX_PAYLOAD) {
                answer.result();
                end(first);
                return;
            }
            in.skip();
        }
    }

    private void text() throws IOException {
        if (first() != ErrPacket.HEADER) {
            answer.result();
            in.skip();
        }
    }

    /** An empty packet is the end of a file, also of one that is not given. */
    private void sendFile(AnswerHandler handler) throws IOException {
        int head = in.head(PacketInput.HEAD_BYTES);
        if (head < in.length()) {
            throw new ProtocolException("the server asks for a file by a name of " + in.length() + " bytes");
        }
        String name = new String(in.buffer(), in.offset() + 1, head - 1, UTF_8);
        in.skip();
        byte[] piece = new byte[PacketOutput.PIECE_BYTES];
        try (InputStream file = handler.localFile(name)) {
            int count = file == null ? -1 : file.read(piece);
            while (count > 0) {
                packets.reply(piece, 0, count);
                count = file.read(piece);
            }
        }
        packets.reply(piece, 0, 0);
    }

    private ProtocolException malformed(String what, int first) {
        return new ProtocolException(
                "a packet of " + in.length() + " bytes that begins with " + first + " came in place of " + what);
    }
}
