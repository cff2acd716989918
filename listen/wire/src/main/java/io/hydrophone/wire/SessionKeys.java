package io.hydrophone.wire;

import java.util.HashMap;
import java.util.Map;

/**
 * Interns session keys, so that the hot path compares small integers. Holds at most a given number of them; what comes
 * after that is one key with {@value #OTHER} in every field, counted by {@link #overflowed()}.
 */
public final class SessionKeys {
    public static final String OTHER = "other";

    /** In characters; servers allow 128 for a user and 64 for a database. */
    private static final int MAX_NAME = 256;

    private record Name(String instance, String client, String user, String database) {}

    private final Map<Name, SessionKey> keys = new HashMap<>();
    private final int limit;
    private long overflowed;

    public SessionKeys(int limit) {
        this.limit = limit;
    }

    /** A name as a key has it: what is longer than any server allows is cut. */
    public static String bounded(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }

    /** The key of these names, which are {@link #bounded}. */
    public SessionKey intern(String instance, String client, String user, String database) {
        Name name = new Name(instance, client, user, database);
        SessionKey key = keys.get(name);
        if (key != null) {
            return key;
        }
        if (keys.size() >= limit) {
            overflowed++;
            name = new Name(OTHER, OTHER, OTHER, OTHER);
            key = keys.get(name);
            if (key != null) {
                return key;
            }
        }
        key = new SessionKey(keys.size(), name.instance, name.client, name.user, name.database);
        keys.put(name, key);
        return key;
    }

    /** Keys that were asked for and found no room. */
    public long overflowed() {
        return overflowed;
    }
}
