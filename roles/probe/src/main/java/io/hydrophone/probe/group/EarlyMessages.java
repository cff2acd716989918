package io.hydrophone.probe.group;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** Messages of members whose admission was decided, but is not known here yet. Milliseconds, unless a decision fails. */
final class EarlyMessages {
    private static final long MAX_BYTES = 64L << 20;

    private final Map<MemberId, Deque<byte[]>> messages = new HashMap<>();
    private long bytes;

    /** Returns false when there is no room. */
    boolean add(MemberId from, byte[] message) {
        if (bytes + message.length > MAX_BYTES) {
            return false;
        }
        bytes += message.length;
        messages.computeIfAbsent(from, id -> new ArrayDeque<>()).add(message);
        return true;
    }

    /** In the order in which they came; they are not kept any longer. */
    Queue<byte[]> take(MemberId from) {
        Deque<byte[]> taken = messages.remove(from);
        if (taken == null) {
            return new ArrayDeque<>();
        }
        taken.forEach(message -> bytes -= message.length);
        return taken;
    }

    /** Drops those of all others, which are gone. */
    void retain(Collection<MemberId> members) {
        for (MemberId member : messages.keySet().toArray(MemberId[]::new)) {
            if (!members.contains(member)) {
                take(member);
            }
        }
    }
}
