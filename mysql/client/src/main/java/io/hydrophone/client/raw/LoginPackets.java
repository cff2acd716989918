package io.hydrophone.client.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.PayloadWriter;

/**
 * What a client says of itself.
 *
 * @param capabilities as agreed
 * @param collation as sent, 1 to 255
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_response.html">HandshakeResponse41</a>
 */
record LoginPackets(RawLogin login, long capabilities, int collation) {
    /** As large as the server allows itself. */
    private static final int MAX_PACKET = 1 << 30;

    private static final int ZSTD_LEVEL = 3;

    /** Asks to go on in TLS. */
    byte[] tlsRequest() {
        return fixed().toByteArray();
    }

    /** The login. */
    byte[] response(String plugin, byte[] proof) {
        PayloadWriter out = fixed().terminated(login.user());
        if (has(Capability.PLUGIN_AUTH_LENENC_CLIENT_DATA)) {
            out.string(proof);
        } else {
            out.u1(proof.length).bytes(proof);
        }
        if (has(Capability.CONNECT_WITH_DB)) {
            out.terminated(login.database());
        }
        if (has(Capability.PLUGIN_AUTH)) {
            out.terminated(plugin);
        }
        attributes(out);
        if (has(Capability.ZSTD_COMPRESSION)) {
            out.u1(ZSTD_LEVEL);
        }
        return out.toByteArray();
    }

    /** The login of another user on the same connection: COM_CHANGE_USER, its first byte included. */
    byte[] changeUser(String plugin, byte[] proof) {
        PayloadWriter out = new PayloadWriter()
                .u1(Command.COM_CHANGE_USER.code())
                .terminated(login.user())
                .u1(proof.length)
                .bytes(proof)
                .terminated(login.database())
                .u2(collation)
                .terminated(plugin);
        attributes(out);
        return out.toByteArray();
    }

    private PayloadWriter fixed() {
        return new PayloadWriter()
                .i4((int) capabilities)
                .i4(MAX_PACKET)
                .u1(collation)
                .zeros(19)
                .i4((int) (capabilities >>> 32));
    }

    private void attributes(PayloadWriter out) {
        if (has(Capability.CONNECT_ATTRS)) {
            out.string(new PayloadWriter()
                    .string("program_name".getBytes(UTF_8))
                    .string("hydrophone".getBytes(UTF_8))
                    .toByteArray());
        }
    }

    private boolean has(int capability) {
        return ((int) capabilities & capability) != 0;
    }
}
