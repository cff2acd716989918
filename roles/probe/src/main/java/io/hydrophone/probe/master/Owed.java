package io.hydrophone.probe.master;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Other nodes' entries that wait for this node's disk: each is confirmed to the node that sent it, whose numbers mean nothing
 * to another that is master by then. For any thread.
 */
final class Owed {
    private record Debt(long here, String to, long there) {}

    private final Deque<Debt> debts = new ArrayDeque<>();

    /**
     * An entry was accepted.
     *
     * @param here its sequence in this journal
     * @param there its sequence in the journal of the node that sent it
     */
    synchronized void add(long here, String from, long there) {
        debts.addLast(new Debt(here, from, there));
    }

    /** Something could not be accepted: nothing is confirmed any more of what came before. */
    synchronized void clear() {
        debts.clear();
    }

    /** Takes out what is on the disk now: the last entry of each node that sent some. */
    synchronized Map<String, Long> settle(long onDisk) {
        Map<String, Long> settled = new LinkedHashMap<>();
        for (Debt first = debts.peekFirst(); first != null && first.here <= onDisk; first = debts.peekFirst()) {
            settled.put(first.to, first.there);
            debts.removeFirst();
        }
        return settled;
    }
}
