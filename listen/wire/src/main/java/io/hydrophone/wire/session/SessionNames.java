package io.hydrophone.wire.session;

/** What another source knows of connections whose login was not heard. */
@FunctionalInterface
public interface SessionNames {
    /**
     * Who it is.
     *
     * @param user not empty
     * @param database "" for none
     */
    record Name(String user, String database) {}

    /**
     * The name of exactly this connection, or null when it is not known.
     *
     * @param client the address, as in a session's key
     * @param instance the server, {@code host:port}
     */
    Name find(String client, int clientPort, String instance);
}
