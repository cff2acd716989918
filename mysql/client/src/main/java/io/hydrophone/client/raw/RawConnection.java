package io.hydrophone.client.raw;

import io.hydrophone.core.ProblemException;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * A connection on which commands go out as they are given, byte by byte, and whose answers are read without being kept.
 * It remembers nothing of the session: no transaction, no prepared statement, no database. For one thread at a time: one
 * of the system waits in the call that reads, a virtual one asks the kernel several times for each answer.
 *
 * <p>Each command is sent and then its answer read, also of those that have none. After an IOException the connection
 * is closed.
 */
public final class RawConnection implements AutoCloseable {
    private static final byte[] QUIT = {(byte) Command.COM_QUIT.code()};

    private final RawTarget target;
    private final Socket socket;
    /** Null where nothing is limited. */
    private final Deadline deadline;

    private final long answerNanos;
    private Packets packets;
    private Login login;
    private AnswerReader reader;
    private RawLogin account;
    /** Why a command could not be sent wholly: the server may have said something before it stopped to listen. */
    private IOException unsent;

    private boolean quiet = true;

    private RawConnection(RawTarget target, RawLogin account, Socket socket) {
        this.target = target;
        this.account = account;
        this.socket = socket;
        answerNanos = target.answerTimeout().toNanos();
        boolean limited = answerNanos > 0 || target.connectTimeout().isPositive();
        deadline = limited ? new Deadline(socket) : null;
    }

    /**
     * Connects and logs in.
     *
     * @throws ProblemException for what another attempt would not change: a login that is refused, a server that cannot
     *     what is asked of it, a certificate that is not believed; its place is the server's address
     * @throws IOException for what may pass: nobody listens, too many connections, no answer in time
     */
    public static RawConnection open(RawTarget target, RawLogin login) throws IOException {
        if (login.collation() < 0 || login.collation() > 0xff) {
            throw new IllegalArgumentException("a login has room for collations up to 255: " + login.collation());
        }
        Socket socket = new Socket();
        RawConnection connection = new RawConnection(target, login, socket);
        try {
            connection.begin();
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.abandon();
            if (connection.isLate()) {
                throw late(target, "no login", target.connectTimeout(), e);
            }
            if (e instanceof IOException) {
                throw new IOException(target.url().address() + ": " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private void begin() throws IOException {
        Duration limit = target.connectTimeout();
        start(limit.toNanos());
        socket.setTcpNoDelay(true);
        // The deadline closes the socket; the system's own limit only comes first where that is shorter.
        socket.connect(new InetSocketAddress(target.url().host(), target.url().port()));
        packets = new Packets(new SocketTransport(socket));
        login = new Login(target, account, packets, this::encrypt);
        login.run();
        reader = new AnswerReader(packets, login.capabilities());
        stop();
    }

    private Transport encrypt() throws IOException {
        try {
            SSLSocket tls = target.tls().over(socket);
            return new SocketTransport(tls);
        } catch (SSLException e) {
            if (e.getCause() instanceof EOFException || isLate()) {
                throw e; // cut off, not refused
            }
            throw new LoginProblems(target.url().address()).tls(e);
        }
    }

    /** The server's number of this connection. */
    public long connectionId() {
        return login.greeting().connectionId();
    }

    /** What was agreed: bits of {@link Capability}, those from 32 on MariaDB's own. */
    public long capabilities() {
        return login.capabilities();
    }

    /** As {@code SELECT VERSION()} gives it. */
    public String serverVersion() {
        return login.greeting().product();
    }

    /** The TCP port on this side. */
    public int localPort() {
        return socket.getLocalPort();
    }

    /** Whether the next answers have a checksum of their rows; at first they have not. */
    public void checksumRows(boolean asked) {
        reader.checksumRows(asked);
    }

    /**
     * Sends a command, its first byte the {@link Command#code}. When the server stops to listen meanwhile (the command
     * is too large for it), the answer tells why, if the server did.
     *
     * @throws ProblemException when its answer has no end, as a replica's, or is of unknown form
     */
    public void send(byte[] payload, int offset, int length) throws IOException {
        Command command = length == 0 ? null : Command.of(payload[offset]);
        if (command == null || command.reply() == Command.Reply.STREAM) {
            throw new ProblemException(
                    "command-not-replayed",
                    command == null
                            ? "no command begins with " + (length == 0 ? "nothing" : payload[offset] & 0xff)
                            : command + " is answered without an end",
                    target.url().address(),
                    "");
        }
        check();
        start(answerNanos);
        quiet = false;
        try {
            packets.command(payload, offset, length);
        } catch (IOException e) {
            unsent = e;
        }
    }

    /**
     * Sends COM_CHANGE_USER. The one that was recorded proves a password by a challenge of another server, so it has to
     * be made anew.
     */
    public void sendChangeUser(RawLogin other) throws IOException {
        account = other;
        LoginPackets says = new LoginPackets(other, capabilities(), login.collation(other));
        Authentication authentication = login.authentication();
        byte[] payload = says.changeUser(authentication.method().plugin(), authentication.proof(other.password()));
        send(payload, 0, payload.length);
    }

    /**
     * Reads the whole answer to the command that was sent last; of one that has none, an empty one.
     *
     * @param command its kind
     * @return the same object each time
     * @throws SocketTimeoutException when it was not whole in time
     * @throws IOException when there is no connection any more, or what comes is no answer
     * @throws ProblemException when the server asks for a login in a way that is not supported or allowed
     */
    public Answer read(Command command, AnswerHandler handler) throws IOException {
        try {
            Answer answer = command.reply() == Command.Reply.LOGIN
                    ? reader.readLogin(login.authentication(), account.password())
                    : reader.read(command, handler);
            if (unsent != null) {
                if (!answer.isError()) {
                    throw unsent;
                }
                abandon();
            }
            quiet = command != Command.COM_QUIT;
            stop();
            return answer;
        } catch (IOException e) {
            abandon();
            if (isLate()) {
                throw late(target, "no whole answer", target.answerTimeout(), e);
            }
            throw unsent == null ? e : unsent;
        } catch (RuntimeException e) {
            abandon(); // within a login
            throw e;
        }
    }

    /** Whether commands can be sent: a failure has not closed the connection. That the server has is not known. */
    public boolean isOpen() {
        return !socket.isClosed();
    }

    private void check() throws IOException {
        if (socket.isClosed()) {
            throw new IOException(target.url().address() + ": the connection is closed");
        }
    }

    private void start(long nanos) {
        if (nanos > 0) {
            deadline.start(nanos);
        }
    }

    private void stop() {
        if (deadline != null) {
            deadline.stop();
        }
    }

    private boolean isLate() {
        return deadline != null && deadline.hasPassed();
    }

    private static SocketTimeoutException late(RawTarget target, String what, Duration limit, Exception cause) {
        SocketTimeoutException failure = new SocketTimeoutException(
                target.url().address() + ": " + what + " within " + limit.toMillis() + " ms");
        failure.initCause(cause);
        return failure;
    }

    /** Takes leave where the server expects a command, and closes the connection. */
    @Override
    public void close() {
        if (quiet && reader != null && !socket.isClosed()) {
            try {
                packets.command(QUIT, 0, QUIT.length);
            } catch (IOException e) {
                // The server went first.
            }
        }
        abandon();
    }

    private void abandon() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use in any case.
        }
        if (deadline != null) {
            deadline.close();
        }
        if (packets != null) {
            packets.transport().release();
        }
    }
}
