package io.hydrophone.client.raw;

import io.hydrophone.core.ProblemException;
import io.hydrophone.protocol.AuthChallenge;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.ErrPacket;
import io.hydrophone.protocol.Greeting;
import java.io.IOException;

/**
 * A connection's beginning: greeting, agreement on capabilities, TLS, authentication, compression.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html">Connection
 *     Phase</a>
 */
final class Login {
    /** What every server has since 4.1. */
    private static final int LEAST = Capability.PROTOCOL_41 | Capability.SECURE_CONNECTION;

    /** What the connection itself uses where the server has it. */
    private static final int USED =
            LEAST | Capability.PLUGIN_AUTH | Capability.PLUGIN_AUTH_LENENC_CLIENT_DATA | Capability.CONNECT_ATTRS;

    /** What a login may wish: what changes statements, and answers in ways that {@link AnswerReader} knows. */
    private static final int OPTIONAL = Capability.FOUND_ROWS
            | Capability.LONG_FLAG
            | Capability.NO_SCHEMA
            | Capability.LOCAL_FILES
            | Capability.IGNORE_SPACE
            | Capability.INTERACTIVE
            | Capability.TRANSACTIONS
            | Capability.MULTI_STATEMENTS
            | Capability.MULTI_RESULTS
            | Capability.PS_MULTI_RESULTS
            | Capability.CAN_HANDLE_EXPIRED_PASSWORDS
            | Capability.SESSION_TRACK
            | Capability.DEPRECATE_EOF
            | Capability.QUERY_ATTRIBUTES;

    private static final long MARIADB_OPTIONAL = Capability.MARIADB_PROGRESS
            | Capability.MARIADB_STMT_BULK_OPERATIONS
            | Capability.MARIADB_EXTENDED_METADATA
            | Capability.MARIADB_CACHE_METADATA
            | Capability.MARIADB_BULK_UNIT_RESULTS;

    /** Goes over to TLS. */
    @FunctionalInterface
    interface Encryption {
        /** Gives the transport within. */
        Transport begin() throws IOException;
    }

    private final RawTarget target;
    private final RawLogin login;
    private final Packets packets;
    private final Encryption encryption;
    private final LoginProblems problems;
    private Greeting greeting;
    private long capabilities;
    private Authentication authentication;

    Login(RawTarget target, RawLogin login, Packets packets, Encryption encryption) {
        this.target = target;
        this.login = login;
        this.packets = packets;
        this.encryption = encryption;
        problems = new LoginProblems(target.url().address());
    }

    /**
     * Logs in.
     *
     * @throws ProblemException when the next attempt would end alike
     */
    void run() throws IOException {
        AuthChallenge challenge = greeted();
        capabilities = agreed();
        LoginPackets says = new LoginPackets(login, capabilities, collation(login));
        if (target.tls() != null) {
            packets.reply(says.tlsRequest());
            packets.encrypted(encryption.begin());
        }
        authentication = new Authentication(target, packets, target.tls() != null, challenge);
        packets.reply(says.response(authentication.method().plugin(), authentication.proof(login.password())));
        authentication.converse(login.password());
        PacketInput in = packets.input();
        if (in.first() == ErrPacket.HEADER) {
            byte[] payload = in.payload();
            throw problems.refused(ErrPacket.parse(payload, 0, payload.length));
        }
        in.skip();
        compress();
    }

    private AuthChallenge greeted() throws IOException {
        PacketInput in = packets.input();
        in.next();
        byte[] payload = in.payload();
        if (payload.length > 0 && (payload[0] & 0xff) == ErrPacket.HEADER) {
            throw problems.refused(ErrPacket.parse(payload, 0, payload.length));
        }
        greeting = Greeting.parse(payload, 0, payload.length);
        AuthChallenge challenge = greeting == null ? null : AuthChallenge.inGreeting(payload, 0, payload.length);
        if (challenge == null || (greeting.capabilities() & LEAST) != LEAST) {
            throw problems.noMySql();
        }
        return challenge;
    }

    private long agreed() {
        int offered = greeting.capabilities();
        int wanted = USED | (OPTIONAL & (int) login.capabilities());
        if (!login.database().isEmpty()) {
            wanted |= Capability.CONNECT_WITH_DB;
        }
        if (target.tls() != null) {
            wanted |= Capability.SSL;
            if ((offered & Capability.SSL) == 0) {
                throw problems.noTls();
            }
        }
        int compression = target.compression().capability();
        if ((offered & compression) != compression) {
            throw problems.noCompression(target.compression());
        }
        // MariaDB reads its own flags only from clients that do not claim to be MySQL's.
        long extended = MARIADB_OPTIONAL & login.capabilities() & ((long) greeting.extendedCapabilities() << 32);
        int mysql = extended == 0 ? Capability.LONG_PASSWORD : 0;
        return extended | Integer.toUnsignedLong(((wanted | compression) & offered) | mysql);
    }

    /** As it is sent. */
    int collation(RawLogin account) {
        return account.collation() == 0 ? greeting.collation() : account.collation();
    }

    private void compress() throws IOException {
        FrameCodec codec = switch (target.compression()) {
            case NONE -> null;
            case ZLIB -> new ZlibCodec();
            case ZSTD -> zstd();
        };
        if (codec != null) {
            packets.compressed(new CompressedTransport(packets.transport(), codec));
        }
    }

    private FrameCodec zstd() {
        try {
            return new ZstdCodec();
        } catch (LinkageError e) {
            throw problems.noZstd();
        }
    }

    Greeting greeting() {
        return greeting;
    }

    /** What both sides can, in the lower 32 bits, and MariaDB's own above. */
    long capabilities() {
        return capabilities;
    }

    /** For those who change the user later. */
    Authentication authentication() {
        return authentication;
    }
}
