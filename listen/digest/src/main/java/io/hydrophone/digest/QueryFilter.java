package io.hydrophone.digest;

import io.hydrophone.wire.SessionKey;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which commands a digest is about.
 *
 * @param databases names, exactly; empty for all
 * @param users names, exactly; empty for all
 * @param clients addresses, exactly; empty for all
 * @param sinceNanos commands that ended then or later, since 1970
 * @param untilNanos commands that ended before, since 1970
 * @param match found anywhere in the fingerprint; null for all. Commands without a statement do not match
 */
public record QueryFilter(
        Set<String> databases,
        Set<String> users,
        Set<String> clients,
        long sinceNanos,
        long untilNanos,
        Pattern match) {
    public static final QueryFilter ALL =
            new QueryFilter(Set.of(), Set.of(), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE, null);

    public QueryFilter {
        databases = Set.copyOf(databases);
        users = Set.copyOf(users);
        clients = Set.copyOf(clients);
    }

    boolean selects(SessionKey key) {
        return (databases.isEmpty() || databases.contains(key.database()))
                && (users.isEmpty() || users.contains(key.user()))
                && (clients.isEmpty() || clients.contains(key.client()));
    }

    /** Whether the pattern is found in a fingerprint. */
    boolean matches(byte[] fingerprint, int length) {
        return match == null
                || match.matcher(new String(fingerprint, 0, length, StandardCharsets.UTF_8))
                        .find();
    }

    boolean selects(long endNanos) {
        return endNanos >= sinceNanos && endNanos < untilNanos;
    }
}
