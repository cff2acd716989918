package io.hydrophone.traffic.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Blocks between those who hear events and the one who writes them: a bounded number, used again and again. An event for which there
 * is no room is dropped and counted, so whoever hears never waits for a disk or a broker; the next block that begins tells of it.
 *
 * <p>The lock is held for an event's encoding or for the exchange of two references, never during I/O.
 */
public final class BlockQueue implements TrafficSink {
    /** Buffers that have grown for large events may take so much in all. */
    private static final long MAX_GROWN_BYTES = 160L << 20;

    /** A client's file is told in pieces of at most so much. */
    private static final int PIECE_BYTES = 256 << 10;

    private final Deque<EventEncoder> free = new ArrayDeque<>();
    private final Deque<EventEncoder> full = new ArrayDeque<>();
    private final int blocks;
    private int made;
    private EventEncoder current;
    private long grownBytes;
    private long latestNanos;
    private long events;
    private long dropped;
    private long toldDropped;
    private boolean closed;

    /** @param blocks how many there may be, the one that is being filled and those on their way included */
    public BlockQueue(int blocks) {
        this.blocks = blocks;
    }

    @Override
    public synchronized void sessionBegun(SessionBegun event) {
        if (hasRoom(EventEncoder.roomFor(event))) {
            current.sessionBegun(event);
            latest();
        }
    }

    @Override
    public synchronized void asked(
            long session, long number, long nanos, byte[] payload, int offset, int length, boolean truncated) {
        if (hasRoom(EventEncoder.roomForAsked(length))) {
            current.asked(session, number, nanos, payload, offset, length, truncated);
            latest();
        }
    }

    @Override
    public synchronized void uploaded(long session, long number, byte[] contents, int offset, int length) {
        int done = 0;
        do { // An empty file is told too.
            int piece = Math.min(PIECE_BYTES, length - done);
            if (hasRoom(EventEncoder.roomForUploaded(piece))) {
                current.uploaded(session, number, contents, offset + done, piece);
            }
            done += piece;
        } while (done < length);
    }

    @Override
    public synchronized void answered(Answer answer) {
        if (hasRoom(EventEncoder.roomFor(answer))) {
            current.answered(answer);
            latest();
        }
    }

    @Override
    public synchronized void sessionOver(long session, long nanos, SessionEnd how) {
        if (hasRoom(EventEncoder.roomForOver())) {
            current.sessionOver(session, nanos, how);
            latest();
        }
    }

    @Override
    public synchronized void losses(Losses losses) {
        if (hasRoom(EventEncoder.roomForLosses())) {
            current.losses(losses);
            latest();
        }
    }

    /**
     * The next block to write: a full one, or when there is none in time, what there is.
     *
     * @return null when there is none; the caller gives it back with {@link #release}
     */
    public synchronized EventEncoder take(long patienceMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        while (full.isEmpty() && !closed) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        if (full.isEmpty() && current != null && !current.isEmpty()) {
            handOver();
        }
        return full.poll();
    }

    /** The block is to be used again. */
    public synchronized void release(EventEncoder block) {
        grownBytes -= grownBy(block);
        block.clear(latestNanos);
        free.add(block);
    }

    /** A block that was taken could not be written. */
    public synchronized void drop(EventEncoder block) {
        dropped += block.events();
        events -= block.events();
        release(block);
    }

    /** Events of a block that was given back were dropped on their further way. */
    public synchronized void dropAfterwards(long count) {
        dropped += count;
        events -= count;
    }

    /** Takes no more events; what is there is still given out. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** Taken so far, without those dropped. */
    public synchronized long events() {
        return events;
    }

    public synchronized long dropped() {
        return dropped;
    }

    /** Full blocks that nobody has taken. */
    public synchronized int waiting() {
        return full.size();
    }

    /** Sees to a current block with room for an event; without, the event is counted as dropped. */
    private boolean hasRoom(long room) {
        boolean found = findRoom(room);
        if (found) {
            events++;
        } else {
            dropped++;
        }
        return found;
    }

    private boolean findRoom(long room) {
        if (closed || room > EventEncoder.MAX_EVENT_BYTES) {
            return false;
        }
        if (room > EventEncoder.BLOCK_BYTES && grownBytes + grownBy(current) + room > MAX_GROWN_BYTES) {
            return false;
        }
        while (current == null || (!current.isEmpty() && current.length() + room > EventEncoder.BLOCK_BYTES)) {
            if (current != null) {
                handOver();
            }
            current = freeBlock();
            if (current == null) {
                return false;
            }
            if (dropped > toldDropped) {
                current.losses(Losses.ofQueue(latestNanos, dropped));
                events++;
                toldDropped = dropped;
            }
        }
        return true;
    }

    /** Null when all are on their way. */
    private EventEncoder freeBlock() {
        EventEncoder block = free.poll();
        if (block != null || made == blocks) {
            return block;
        }
        made++;
        EventEncoder another = new EventEncoder();
        another.clear(latestNanos);
        return another;
    }

    private void handOver() {
        grownBytes += grownBy(current);
        full.add(current);
        current = null;
        notifyAll();
    }

    private static long grownBy(EventEncoder block) {
        return block == null ? 0 : block.capacity() - EventEncoder.BLOCK_BYTES;
    }

    private void latest() {
        latestNanos = Math.max(latestNanos, current.lastNanos());
    }
}
