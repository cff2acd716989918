package io.hydrophone.client.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.client.Password;
import io.hydrophone.protocol.AuthChallenge;
import io.hydrophone.protocol.ErrPacket;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;

/**
 * Answers what the server asks of whoever logs in. The password goes out whole only where TLS protects it, or encrypted
 * by the server's key where that is allowed.
 */
final class Authentication {
    private static final int OK = 0x00;
    private static final int MORE_DATA = 0x01;
    /** Of caching_sha2_password: the server remembers the password, or has to be told it. */
    private static final int FAST_SUCCESS = 3;

    private static final int TELL_PASSWORD = 4;
    /** How each method asks for the server's key. */
    private static final int CACHING_SHA2_KEY = 2;

    private static final int SHA256_KEY = 1;
    /** More than any server needs. */
    private static final int MAX_ROUNDS = 16;

    private final RawTarget target;
    private final Packets packets;
    private final boolean encrypted;
    private final LoginProblems problems;

    private AuthMethod method;
    private byte[] challenge;
    private boolean keyAsked;

    Authentication(RawTarget target, Packets packets, boolean encrypted, AuthChallenge greeting) {
        this.target = target;
        this.packets = packets;
        this.encrypted = encrypted;
        problems = new LoginProblems(target.url().address());
        challenge = greeting.scramble();
        AuthMethod offered = AuthMethod.of(greeting.plugin());
        // Which method the account has is not known yet: the server asks for it if it is another.
        method = offered == null || offered == AuthMethod.CLEAR ? AuthMethod.NATIVE : offered;
    }

    /** The method that {@link #proof} is of. */
    AuthMethod method() {
        return method;
    }

    /** The answer to the last challenge. */
    byte[] proof(Password password) {
        byte[] secret = bytes(password);
        keyAsked = false;
        return switch (method) {
            case NATIVE -> secret.length == 0 ? secret : Scramble.nativePassword(secret, challenge);
            case CACHING_SHA2 -> secret.length == 0 ? secret : Scramble.cachingSha2(secret, challenge);
            case ED25519 -> Ed25519.sign(secret, challenge);
            case SHA256 -> encrypted || secret.length == 0 ? terminated(secret) : askForKey(SHA256_KEY);
            case CLEAR -> {
                if (!encrypted) {
                    throw problems.unprotected(method);
                }
                if (!target.allowsClearPassword()) {
                    throw problems.clearPasswordNotAllowed();
                }
                yield terminated(secret);
            }
        };
    }

    /** Goes on until the server says OK or ERR, which is then the current packet. */
    void converse(Password password) throws IOException {
        PacketInput in = packets.input();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            in.next();
            switch (in.first()) {
                case OK, ErrPacket.HEADER -> {
                    return;
                }
                case AuthChallenge.SWITCH -> {
                    another(in.payload());
                    packets.reply(proof(password));
                }
                case MORE_DATA -> more(in.payload(), password);
                default -> throw unexpected();
            }
        }
        throw unexpected();
    }

    private void another(byte[] payload) {
        AuthChallenge other = AuthChallenge.inSwitch(payload, 0, payload.length);
        if (other == null) {
            throw problems.unknownMethod("mysql_old_password");
        }
        AuthMethod wanted = AuthMethod.of(other.plugin());
        if (wanted == null) {
            throw problems.unknownMethod(other.plugin());
        }
        method = wanted;
        challenge = other.scramble();
    }

    private void more(byte[] payload, Password password) throws IOException {
        if (keyAsked) {
            keyAsked = false;
            String pem = new String(payload, 1, payload.length - 1, ISO_8859_1);
            packets.reply(Scramble.encrypted(terminated(bytes(password)), challenge, pem));
            return;
        }
        int what = payload.length == 2 ? payload[1] : -1;
        if (method == AuthMethod.CACHING_SHA2 && what == TELL_PASSWORD) {
            packets.reply(encrypted ? terminated(bytes(password)) : askForKey(CACHING_SHA2_KEY));
        } else if (method != AuthMethod.CACHING_SHA2 || what != FAST_SUCCESS) {
            throw unexpected();
        }
    }

    private byte[] askForKey(int request) {
        if (!target.allowsServerPublicKey()) {
            throw problems.unprotected(method);
        }
        keyAsked = true;
        return new byte[] {(byte) request};
    }

    private static byte[] bytes(Password password) {
        return password == null ? new byte[0] : password.reveal().getBytes(UTF_8);
    }

    private static byte[] terminated(byte[] secret) {
        return Arrays.copyOf(secret, secret.length + 1);
    }

    private static ProtocolException unexpected() {
        return new ProtocolException("the server says what has no place in a login");
    }
}
