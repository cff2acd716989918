package io.hydrophone.traffic.replay;

import io.hydrophone.sql.Fingerprinter;
import io.hydrophone.sql.StatementKind;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which commands of a recording are replayed. */
public record Selection(Names only, Names without) {
    public static final Selection ALL = new Selection(Names.NONE, Names.NONE);

    /** What one side names; an empty list says nothing. Fingerprints are patterns found in a fingerprint, or in its id. */
    public record Names(
            Set<String> users,
            Set<String> databases,
            Set<String> clients,
            List<Pattern> fingerprints,
            Set<StatementKind> kinds) {
        static final Names NONE = new Names(Set.of(), Set.of(), Set.of(), List.of(), Set.of());

        boolean hasStatements() {
            return !fingerprints.isEmpty() || !kinds.isEmpty();
        }
    }

    /** Whether commands of such a session can be meant, whatever their statements. */
    boolean hasSession(String user, String client) {
        return (only.users.isEmpty() || only.users.contains(user))
                && (only.clients.isEmpty() || only.clients.contains(client))
                && !without.users.contains(user)
                && !without.clients.contains(client);
    }

    boolean hasDatabase(String database) {
        return (only.databases.isEmpty() || only.databases.contains(database)) && !without.databases.contains(database);
    }

    /** What sets up a session goes along with the statements that are meant, unless its kind is excluded by name. */
    boolean hasStatement(StatementKind kind, Fingerprinter fingerprinter, byte[] sql, int offset, int length) {
        if (!only.hasStatements() && !without.hasStatements()) {
            return true;
        }
        if (without.kinds.contains(kind)) {
            return false;
        }
        boolean goesAlong = isSetUp(kind);
        if (!goesAlong && !only.kinds.isEmpty() && !only.kinds.contains(kind)) {
            return false;
        }
        if (only.fingerprints.isEmpty() && without.fingerprints.isEmpty()) {
            return true;
        }
        fingerprinter.fingerprint(sql, offset, length);
        String text = fingerprinter.text();
        String id = Fingerprinter.id(fingerprinter.digest());
        return (goesAlong || only.fingerprints.isEmpty() || isAny(only.fingerprints, text, id))
                && !isAny(without.fingerprints, text, id);
    }

    private static boolean isAny(List<Pattern> patterns, String text, String id) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(text).find() || pattern.matcher(id).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Without these a session's other statements would not mean the same. */
    static boolean isSetUp(StatementKind kind) {
        return switch (kind) {
            case SET, USE, BEGIN, COMMIT, ROLLBACK, SAVEPOINT, RELEASE_SAVEPOINT, ROLLBACK_TO_SAVEPOINT -> true;
            default -> false;
        };
    }
}
