package io.hydrophone.traffic.replay;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Lets sessions in, each onto a thread of its own: one of the system's for the first few hundred of those that run, a virtual one for
 * those beyond. A thread of the system waits for an answer in the call that reads it; a virtual one has to be told that there is
 * something to read, and is put aside and fetched again meanwhile. But thousands of the system's would be too many.
 *
 * <p>Without a schedule, lets no more sessions run at once than the source had at its most so far, first come first served: reading runs
 * ahead, and short sessions one after the other would become too many connections. Nothing can stand still for it: when the first one
 * that waits was read, the source had room for it, so one of those that run has been read to its end, and will end.
 */
final class SessionGate {
    static final int MOST_OF_THE_SYSTEM = 256;

    private boolean limited;
    private final Queue<Consumer<Thread.Builder>> waiting = new ArrayDeque<>();
    private int open;
    private int most;
    private int running;

    SessionGate(boolean limited) {
        this.limited = limited;
    }

    /**
     * The source's next session.
     *
     * @param session begins on a thread of the kind that it is given
     */
    synchronized void begun(Consumer<Thread.Builder> session) {
        open++;
        most = Math.max(most, open);
        waiting.add(session);
        letIn();
    }

    /** A session of the source was over. */
    synchronized void over() {
        open--;
    }

    /** A session that was let in has ended here. */
    synchronized void ended() {
        running--;
        letIn();
    }

    /** Lets all in: they find that the replay is stopped. */
    synchronized void open() {
        limited = false;
        letIn();
    }

    private void letIn() {
        while (!waiting.isEmpty() && (!limited || running < most)) {
            waiting.remove()
                    .accept(running < MOST_OF_THE_SYSTEM ? Thread.ofPlatform().daemon() : Thread.ofVirtual());
            running++;
        }
    }
}
