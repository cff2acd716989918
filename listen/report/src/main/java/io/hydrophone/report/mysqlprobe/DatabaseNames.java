package io.hydrophone.report.mysqlprobe;

import java.util.HashMap;
import java.util.Map;

/**
 * The keys of databases. The message has room for one database of a name, so the instance that is met first with it has
 * the plain name for good, and any other {@code name@host:port}.
 */
final class DatabaseNames {
    /** As mysql-probe calls what it does not know. */
    static final String UNKNOWN = "unknown";

    private static final int MAX_NAMES = 10_000;

    private final Map<String, String> owners = new HashMap<>();

    String of(String database, String instance) {
        String name = plain(database);
        String owner = owners.size() < MAX_NAMES
                ? owners.computeIfAbsent(name, key -> instance)
                : owners.getOrDefault(name, "");
        return owner.equals(instance) ? name : name + '@' + instance;
    }

    static String plain(String database) {
        return database.isEmpty() ? UNKNOWN : database;
    }
}
