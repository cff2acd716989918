package io.hydrophone.traffic.broker;

import io.hydrophone.traffic.broker.Receiver.Received;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Messages whose events are not all dealt with, in the order in which they came. */
final class Outstanding {
    /** A block of a run. */
    record BlockId(long recording, long number) {}

    private static final class Entry {
        final BlockId block;
        Received message;
        long end;

        Entry(BlockId block, Received message, long end) {
            this.block = block;
            this.message = message;
            this.end = end;
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<BlockId, Entry> blocks = new HashMap<>();

    /**
     * A message with events.
     *
     * @param end how many events will have been given when the last of its own was
     */
    void add(BlockId block, Received message, long end) {
        Entry entry = new Entry(block, message, end);
        entries.addLast(entry);
        blocks.put(block, entry);
    }

    /** A message without events that anybody needs: it is done with when all before it are. */
    void addEmpty(Received message, long given) {
        entries.addLast(new Entry(null, message, given));
    }

    /** The message that came last has no more events, and perhaps had fewer than were expected. */
    void endLast(long given) {
        Entry last = entries.peekLast();
        if (last != null) { // Else they are all dealt with.
            last.end = Math.min(last.end, given);
        }
    }

    /** A block that is still outstanding came once more, in a later session. Returns false when it is not outstanding. */
    boolean renew(BlockId block, Received message) {
        Entry entry = blocks.get(block);
        if (entry != null) {
            entry.message = message;
        }
        return entry != null;
    }

    /** Takes out the messages that are done with when so many events are dealt with. */
    void takeThrough(long position, Consumer<Received> done) {
        while (!entries.isEmpty() && entries.getFirst().end <= position) {
            Entry entry = entries.removeFirst();
            if (entry.block != null) {
                blocks.remove(entry.block);
            }
            done.accept(entry.message);
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}
