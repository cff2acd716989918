package io.hydrophone.traffic.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Lets those who have a number go one at a time, from 0 on in the order of the numbers; each number has to come. */
final class Turns {
    private final TreeMap<Long, List<Thread>> waiting = new TreeMap<>();
    private volatile long current;

    /**
     * Waits until all before a number have left: until it is the turn of the one who has it.
     *
     * @param stop ends the waiting once it is stopped and this thread woken
     * @return false when it was stopped
     */
    boolean await(long turn, Pace stop) {
        if (current >= turn) {
            return true;
        }
        synchronized (waiting) {
            waiting.computeIfAbsent(turn, key -> new ArrayList<>()).add(Thread.currentThread());
        }
        while (current < turn) {
            if (stop.isStopped()) {
                return false;
            }
            LockSupport.park(this);
        }
        return true;
    }

    /** The one whose turn it is has done what it had to do. */
    void leave(long turn) {
        current = turn + 1;
        synchronized (waiting) {
            while (!waiting.isEmpty() && waiting.firstKey() <= turn + 1) {
                waiting.pollFirstEntry().getValue().forEach(LockSupport::unpark);
            }
        }
    }
}
