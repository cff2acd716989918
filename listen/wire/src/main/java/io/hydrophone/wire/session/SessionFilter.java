package io.hydrophone.wire.session;

/** Chooses connections by their client. */
@FunctionalInterface
public interface SessionFilter {
    /**
     * Whether it is one of those.
     *
     * @param client the address, as in a session's key
     */
    boolean matches(String client, int port);
}
