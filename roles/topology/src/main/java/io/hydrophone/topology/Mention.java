package io.hydrophone.topology;

import java.util.Locale;

/**
 * What one instance says of another.
 *
 * @param by the address by which the speaker is known
 * @param as what it takes the other for
 * @param address where it says that the other is, rewritten as configured
 * @param serverUuid of the other; null when it does not say
 * @param serverId of the other; null when it does not say
 * @param state its words about the other; empty for none
 * @param certain false for an address that was put together from what it said
 */
public record Mention(
        Address by, As as, Address address, String serverUuid, Long serverId, String state, boolean certain) {
    /** What the other is to the speaker. */
    public enum As {
        SOURCE,
        REPLICA,
        GROUP_MEMBER,
        GALERA_NODE,
        CLUSTER_INSTANCE;

        /** {@code group_member}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** For people: {@code group member}. */
        public String words() {
            return label().replace('_', ' ');
        }
    }
}
