package io.hydrophone.digest.transaction;

import io.hydrophone.digest.summary.TransactionGroup;
import io.hydrophone.wire.SessionKey;
import io.hydrophone.wire.SessionKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Transactions by server, user and database; those beyond the bound share a row. */
final class GroupTable {
    private record Name(String instance, String user, String database) {
        static final Name OTHER = new Name(SessionKeys.OTHER, SessionKeys.OTHER, SessionKeys.OTHER);
    }

    private record Met(SessionKey key, TransactionRow row) {}

    private final Map<Name, TransactionRow> rows = new HashMap<>();
    private final int limit;
    /** By the key's number, so that strings are compared once for each. */
    private Met[] met = new Met[64];

    GroupTable(int limit) {
        this.limit = limit;
    }

    @SuppressWarnings("ReferenceEquality") // Keys are interned by their listener.
    TransactionRow of(SessionKey key) {
        int id = key.id();
        Met known = id < met.length ? met[id] : null;
        if (known == null || known.key != key) {
            if (id >= met.length) {
                met = Arrays.copyOf(met, Math.max(2 * met.length, id + 1));
            }
            known = new Met(key, row(new Name(key.instance(), key.user(), key.database())));
            met[id] = known;
        }
        return known.row;
    }

    private TransactionRow row(Name name) {
        TransactionRow row = rows.get(name);
        return row != null
                ? row
                : rows.computeIfAbsent(rows.size() < limit ? name : Name.OTHER, key -> new TransactionRow());
    }

    void add(TransactionGroup group) {
        row(new Name(group.instance(), group.user(), group.database())).add(group.figures());
    }

    List<TransactionGroup> snapshot() {
        List<TransactionGroup> groups = new ArrayList<>();
        rows.forEach((name, row) -> {
            if (row.count() > 0) {
                groups.add(new TransactionGroup(name.instance, name.user, name.database, row.figures()));
            }
        });
        return groups;
    }

    void reset() {
        rows.values().forEach(TransactionRow::reset);
    }
}
