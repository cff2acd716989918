package io.hydrophone.truth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.Greeting;
import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.protocol.OkPacket;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.servers.Server;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A client that says just what it is told to, for what drivers do not say. Its account has no password. */
final class RawClient implements AutoCloseable {
    /** In every login: protocol 4.1, transactions, files of the client, several statements and results. */
    static final long PLAIN = Capability.PROTOCOL_41
            | Capability.SECURE_CONNECTION
            | Capability.PLUGIN_AUTH
            | 1 << 7
            | 1 << 13
            | 1 << 16
            | 1 << 17
            | 1 << 18;

    private static final int UTF8MB4 = 45;
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int ERR = 0xff;
    private static final int EOF = 0xfe;

    private final Socket socket;
    private final DataInputStream in;
    private final OkPacket ok = new OkPacket();
    private final int agreed;
    private int number;

    /** Logs in; {@code capabilities} beyond the lower 32 are MariaDB's own. */
    RawClient(Server server, long capabilities, String database) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        byte[] payload = packet();
        Greeting greeting = Greeting.parse(payload, 0, payload.length);
        agreed = greeting.capabilities() & (int) capabilities;
        int flags = (int) capabilities | (database == null ? 0 : Capability.CONNECT_WITH_DB);
        send(bytes(
                fixed(flags, 4),
                fixed(1 << 26, 4),
                new byte[] {UTF8MB4},
                new byte[19],
                fixed(capabilities >>> 32, 4),
                text(Accounts.BARE + "\0"),
                new byte[1],
                text(database == null ? "" : database + "\0"),
                text(server.kind().isMariaDb() ? "mysql_native_password\0" : "caching_sha2_password\0")));
        loggedIn();
    }

    /** Both sides can. */
    boolean can(int capability) {
        return (agreed & capability) != 0;
    }

    static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] fixed(long value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >>> (8 * i));
        }
        return bytes;
    }

    static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A command's packet with its header. */
    static byte[] command(Command command, byte[]... parts) {
        byte[] payload = bytes(parts);
        return bytes(fixed(1L + payload.length, 4), new byte[] {(byte) command.code()}, payload);
    }

    byte[] query(String sql) throws IOException {
        write(queryCommand(sql));
        return result();
    }

    /** Asks for one value, which is told as text. */
    String value(String sql) throws IOException {
        write(queryCommand(sql));
        packet();
        definitions(1, true);
        byte[] row = packet();
        rows();
        return new String(row, 1, row.length - 1, UTF_8);
    }

    byte[] queryCommand(String sql) {
        byte[] noAttributes = can(Capability.QUERY_ATTRIBUTES) ? new byte[] {0, 1} : new byte[0];
        return command(Command.COM_QUERY, noAttributes, text(sql));
    }

    /** Returns the statement's id. */
    int prepare(String sql) throws IOException {
        write(command(Command.COM_STMT_PREPARE, text(sql)));
        byte[] first = packet();
        if ((first[0] & 0xff) == ERR) {
            throw new IOException(new String(first, UTF_8));
        }
        for (int at : new int[] {7, 5}) {
            definitions(LittleEndian.u2(first, at), first.length <= 12 || first[12] == 1);
        }
        return LittleEndian.i4(first, 1);
    }

    /** Executes with what stands behind the count of iterations: bitmap of NULLs, types, values. */
    byte[] execute(int id, int flags, byte[]... parameters) throws IOException {
        write(command(
                Command.COM_STMT_EXECUTE, fixed(id, 4), new byte[] {(byte) flags}, fixed(1, 4), bytes(parameters)));
        return result();
    }

    byte[] changeUser(String user, String database) throws IOException {
        write(command(
                Command.COM_CHANGE_USER,
                text(user + "\0"),
                new byte[1],
                text(database + "\0"),
                fixed(UTF8MB4, 2),
                text("mysql_native_password\0")));
        return loggedIn();
    }

    /** What is asked for in a login conversation of an account without a password is nothing. */
    private byte[] loggedIn() throws IOException {
        while (true) {
            byte[] payload = packet();
            if ((payload[0] & 0xff) == EOF) {
                send(new byte[0]);
            } else if (payload[0] != 1) {
                return payload;
            }
        }
    }

    /** Reads results to the end of the last; returns the packet that ends them. */
    byte[] result() throws IOException {
        while (true) {
            byte[] last = oneResult();
            if ((last[0] & 0xff) == ERR || (status(last) & ServerStatus.MORE_RESULTS_EXISTS) == 0) {
                return last;
            }
        }
    }

    private byte[] oneResult() throws IOException {
        byte[] first = packet();
        if (first[0] == 0 || (first[0] & 0xff) == ERR) {
            return first;
        }
        int count = (int) LittleEndian.lengthEncoded(first, 0, first.length);
        // Clients that can do without definitions are told behind the count whether they follow.
        byte[] eof = definitions(count, first.length != 2 || first[1] == 1);
        if (eof != null && (status(eof) & ServerStatus.CURSOR_EXISTS) != 0) {
            return eof;
        }
        return rows();
    }

    /** Reads rows, or definitions without a count, to the packet that ends them. */
    byte[] rows() throws IOException {
        while (true) {
            byte[] row = packet();
            if ((row[0] & 0xff) >= EOF) {
                return row;
            }
        }
    }

    private byte[] definitions(int count, boolean follow) throws IOException {
        for (int i = 0; i < count && follow; i++) {
            packet();
        }
        return count > 0 && !can(Capability.DEPRECATE_EOF) ? packet() : null;
    }

    private int status(byte[] payload) {
        if ((payload[0] & 0xff) == EOF && payload.length == 5) {
            ok.parseEof(payload, 0);
        } else {
            ok.parse(payload, 0, payload.length);
        }
        return ok.status();
    }

    byte[] packet() throws IOException {
        byte[] header = in.readNBytes(4);
        if (header.length < 4) {
            throw new IOException("the server has closed the connection");
        }
        number = (header[3] & 0xff) + 1;
        return in.readNBytes(LittleEndian.u3(header, 0));
    }

    /** Goes on with a conversation. */
    void send(byte[] payload) throws IOException {
        write(bytes(fixed(payload.length | number << 24, 4), payload));
    }

    /** As it is, in one segment if it is short. */
    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Closes at once and in disorder, so that no answer reaches it any more. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
