package io.hydrophone.wire;

/**
 * A session of which commands will be handed on, as it was met.
 *
 * @param session as {@link Query#session()} counts them
 * @param nanos since 1970: when the login was accepted, or when the first command was heard
 * @param key who asks whom, "" where that was not heard
 * @param clientPort the client's TCP port
 * @param collation number of the collation that the client asked for, 0 unknown
 * @param capabilities what client and server agreed on, bits of {@link io.hydrophone.protocol.Capability}, 0 unknown
 * @param midstream whether the login was not heard
 */
public record SessionStart(
        long session,
        long nanos,
        SessionKey key,
        int clientPort,
        int collation,
        long capabilities,
        boolean midstream) {}
