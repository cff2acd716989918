package io.hydrophone.traffic.recording;

/** A block that was read: its events, still encoded. */
public final class EventBlock {
    private final BlockHead head;
    private final byte[] contents;
    private final String where;

    EventBlock(BlockHead head, byte[] contents, String where) {
        this.head = head;
        this.contents = contents;
        this.where = where;
    }

    /** Names the run of a recording that it is of; see {@link BlockSealer#recording}. */
    public long recording() {
        return head.recording();
    }

    /** In its run, from 1: a gap is a loss, a number seen before a block that was delivered twice. */
    public long number() {
        return head.number();
    }

    public int size() {
        return head.events();
    }

    /** Time of its first event. */
    public long firstNanos() {
        return head.firstNanos();
    }

    /** The latest time of an event. */
    public long lastNanos() {
        return head.lastNanos();
    }

    /** Where it was read: {@code file:offset}. */
    public String where() {
        return where;
    }

    public EventDecoder events() {
        return new EventDecoder(contents, contents.length, head.firstNanos(), where);
    }
}
