package io.hydrophone.truth;

import io.hydrophone.servers.ServerKind;
import java.util.function.Predicate;

/**
 * Something that a client says to a server.
 *
 * @param client the program or driver
 * @param name what is hard about it
 * @param servers those with which it can be played
 * @param compressed whether its connections are heard a second and third time, compressed after they were recorded
 */
record Case(String client, String name, Predicate<ServerKind> servers, boolean compressed, Play play) {
    /** What is said. */
    @FunctionalInterface
    interface Play {
        void on(Stage stage) throws Exception;
    }

    static Case of(String client, String name, Play play) {
        return new Case(client, name, kind -> true, false, play);
    }

    /** The same, for some servers alone. */
    Case where(Predicate<ServerKind> condition) {
        return new Case(client, name, condition, compressed, play);
    }

    Case alsoCompressed() {
        return new Case(client, name, servers, true, play);
    }

    @Override
    public String toString() {
        return client + ": " + name;
    }
}
