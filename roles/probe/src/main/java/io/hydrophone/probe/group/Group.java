package io.hydrophone.probe.group;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.util.List;
import java.util.function.Consumer;

/** Membership in a group of masters and standbys. */
@SuppressWarnings("DoNotCallSuggester")
public final class Group implements AutoCloseable {
    /** The largest message, in bytes. */
    public static final int MAX_MESSAGE = 32 << 20;

    /** Told one at a time, in order, on a thread of the group's; what takes long holds up the next. */
    public interface Events {
        /** The group changed. */
        void view(GroupView view);

        /**
         * A member sent something; never before the view that contains it.
         *
         * @param from its name
         */
        void message(String from, byte[] message);
    }

    private Group() {}

    /**
     * Becomes a member: of the group of the first seed or remembered node that answers, else alone. Returns after the first view.
     *
     * @param told what the user has to know; from any thread
     * @throws ProblemException {@code name-taken}, {@code exposed}, {@code address-in-use}, {@code bad-state-file}, {@code bad-address}
     */
    public static Group start(GroupOptions options, Events events, Consumer<Problem> told) {
        throw new UnsupportedOperationException();
    }

    /** The newest view. */
    public GroupView view() {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends to a member, in order; waits while the member does not keep up.
     *
     * @return false when it is not in the view; when true, the message is lost only if one of the two leaves the other's view
     * @throws IllegalArgumentException when the message is larger than {@link #MAX_MESSAGE}
     */
    public boolean send(String toNode, byte[] message) {
        throw new UnsupportedOperationException();
    }

    /** Merges this node's group with those at these addresses, host:port, at once or as soon as they can be reached; remembers them. */
    public void join(List<String> groupAddresses) {
        throw new UnsupportedOperationException();
    }

    /** Leaves the others and is a group of its own, also after a restart, until {@link #join}. */
    public void leave() {
        throw new UnsupportedOperationException();
    }

    /** The port for members. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    /** Leaves the group; comes back into it when started again. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
