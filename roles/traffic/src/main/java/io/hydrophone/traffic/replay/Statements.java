package io.hydrophone.traffic.replay;

import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.PreparedBefore;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The prepared statements of a session, by the ids that the source gave them. */
final class Statements {
    /** MariaDB: what was prepared last, whatever its id. */
    static final long LAST = 0xffff_ffffL;

    private record Unnamed(Step step, Prepared statement) {}

    private final Map<Long, Prepared> bySourceId = new HashMap<>();
    /** Prepared here, before the source's answer with its id was read. */
    private final ArrayDeque<Unnamed> unnamed = new ArrayDeque<>();

    private Prepared last;
    private List<PreparedBefore> listed = List.of();

    /** One that is known from before the recording, or from a checkpoint. */
    void known(long sourceId, Prepared statement) {
        bySourceId.put(sourceId, statement);
        listed = null;
    }

    /** What a COM_STMT_PREPARE made. */
    void prepared(Step step, Prepared statement) {
        last = statement;
        unnamed.add(new Unnamed(step, statement));
        name();
    }

    /** Null for an id that the source never gave, as far as is known. */
    Prepared find(long sourceId) {
        if (sourceId == LAST) {
            return last;
        }
        if (!unnamed.isEmpty()) {
            name();
        }
        return bySourceId.get(sourceId);
    }

    void remove(long sourceId) {
        if (bySourceId.remove(sourceId) != null) {
            listed = null;
        }
    }

    void clear() {
        bySourceId.clear();
        unnamed.clear();
        last = null;
        listed = List.of();
    }

    /** All of them, as a session that begins now would have prepared them before. */
    List<PreparedBefore> list() {
        name();
        if (listed == null) {
            listed = bySourceId.entrySet().stream()
                    .map(entry ->
                            new PreparedBefore(entry.getKey(), entry.getValue().sql()))
                    .toList();
        }
        return listed;
    }

    private void name() {
        Iterator<Unnamed> all = unnamed.iterator();
        while (all.hasNext()) {
            Unnamed one = all.next();
            Answered source = one.step.source();
            if (source != null && source.statementId() >= 0) {
                known(source.statementId(), one.statement);
            }
            if (one.step.isClosed()) {
                all.remove();
            }
        }
    }
}
