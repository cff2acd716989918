package io.hydrophone.traffic.recording;

/**
 * Writes events into the contents of one block; docs/recording-format.md has the layout. A block takes events as long as
 * {@link #length} stays within {@link #BLOCK_BYTES}; a single event may be larger, then the buffer grows for it. Allocates nothing
 * otherwise. One thread at a time.
 */
public final class EventEncoder implements TrafficSink {
    /** The contents of a block, unless a single event is larger. */
    public static final int BLOCK_BYTES = 1 << 20;

    /** Of a command or a piece of a file; a longer command is cut, and said to be. */
    public static final int MAX_PAYLOAD_BYTES = 64 << 20;

    /** The largest event, and so the largest block. */
    static final int MAX_EVENT_BYTES = MAX_PAYLOAD_BYTES + (64 << 10);

    /** An event's kind and its length. */
    private static final int FRAME_BYTES = 6;

    private static final int ASKED_FIELDS = 4 * ByteWriter.MAX_NUMBER + 1;
    private static final int UPLOADED_FIELDS = 3 * ByteWriter.MAX_NUMBER;
    private static final int ANSWERED_FIELDS = 14 * ByteWriter.MAX_NUMBER;
    private static final int SESSION_FIELDS = 7 * ByteWriter.MAX_NUMBER;
    private static final int OVER_FIELDS = 3 * ByteWriter.MAX_NUMBER;
    private static final int LOSSES_FIELDS = 10 * ByteWriter.MAX_NUMBER;

    private static final int TRUNCATED = 1;

    private final ByteWriter out = new ByteWriter(BLOCK_BYTES);
    private int events;
    private long firstNanos;
    private long lastNanos;

    /**
     * Begins another block.
     *
     * @param nanos the latest time of an event before it, for a block that has none
     */
    public void clear(long nanos) {
        out.clear();
        events = 0;
        firstNanos = nanos;
        lastNanos = nanos;
    }

    public boolean isEmpty() {
        return events == 0;
    }

    public int events() {
        return events;
    }

    /** Bytes so far; they stand at the beginning of {@link #array}. */
    public int length() {
        return out.length();
    }

    public byte[] array() {
        return out.array();
    }

    /** What it holds, to be read before it is used again. */
    public EventDecoder decoder() {
        return new EventDecoder(out.array(), out.length(), firstNanos, "");
    }

    /** Time of the first event; the others' are told as differences to it. */
    public long firstNanos() {
        return firstNanos;
    }

    /** The latest time of an event. */
    public long lastNanos() {
        return lastNanos;
    }

    /** Bytes that its buffer takes. */
    int capacity() {
        return out.capacity();
    }

    static long roomForAsked(int length) {
        return (long) FRAME_BYTES + ASKED_FIELDS + Math.min(length, MAX_PAYLOAD_BYTES);
    }

    static long roomForUploaded(int length) {
        return (long) FRAME_BYTES + UPLOADED_FIELDS + length;
    }

    static long roomFor(Answer answer) {
        return FRAME_BYTES
                + ANSWERED_FIELDS
                + ByteWriter.roomFor(answer.sqlState())
                + ByteWriter.roomFor(answer.message());
    }

    static long roomFor(SessionBegun event) {
        long room = FRAME_BYTES
                + SESSION_FIELDS
                + ByteWriter.roomFor(event.instance())
                + ByteWriter.roomFor(event.client())
                + ByteWriter.roomFor(event.user())
                + ByteWriter.roomFor(event.database())
                + ByteWriter.roomFor(event.sqlMode());
        for (PreparedBefore statement : event.prepared()) {
            room += 2 * ByteWriter.MAX_NUMBER + statement.sql().length;
        }
        return room;
    }

    static long roomForOver() {
        return FRAME_BYTES + OVER_FIELDS;
    }

    static long roomForLosses() {
        return FRAME_BYTES + LOSSES_FIELDS;
    }

    @Override
    public void sessionBegun(SessionBegun event) {
        int length = begin(EventKind.SESSION_BEGUN, roomFor(event), event.nanos());
        int body = out.length();
        out.unsigned(event.session());
        time(event.nanos());
        out.text(event.instance());
        out.text(event.client());
        out.orUnknown(event.clientPort());
        out.text(event.user());
        out.text(event.database());
        out.unsigned(event.collation());
        out.unsigned(event.capabilities());
        out.text(event.sqlMode());
        out.unsigned(event.midstream() ? 1 : 0);
        out.unsigned(event.prepared().size());
        for (PreparedBefore statement : event.prepared()) {
            out.unsigned(statement.statementId());
            out.bytes(statement.sql(), 0, statement.sql().length);
        }
        out.lengthSince(length, body);
    }

    @Override
    public void asked(
            long session, long number, long nanos, byte[] payload, int offset, int length, boolean truncated) {
        int kept = Math.min(length, MAX_PAYLOAD_BYTES);
        int lengthAt = begin(EventKind.ASKED, roomForAsked(kept), nanos);
        int body = out.length();
        out.unsigned(session);
        out.unsigned(number);
        time(nanos);
        out.octet(truncated || kept < length ? TRUNCATED : 0);
        out.bytes(payload, offset, kept);
        out.lengthSince(lengthAt, body);
    }

    /**
     * A piece of a file.
     *
     * @param length at most {@link #MAX_PAYLOAD_BYTES}
     */
    @Override
    public void uploaded(long session, long number, byte[] contents, int offset, int length) {
        int lengthAt = begin(EventKind.UPLOADED, roomForUploaded(length), lastNanos);
        int body = out.length();
        out.unsigned(session);
        out.unsigned(number);
        out.bytes(contents, offset, length);
        out.lengthSince(lengthAt, body);
    }

    @Override
    public void answered(Answer answer) {
        int lengthAt = begin(EventKind.ANSWERED, roomFor(answer), answer.nanos());
        int body = out.length();
        out.unsigned(answer.session());
        out.unsigned(answer.number());
        time(answer.nanos());
        out.unsigned(EventKind.codeOf(answer.outcome()));
        out.unsigned(answer.errorCode());
        out.text(answer.sqlState());
        out.text(answer.message());
        out.orUnknown(answer.rows());
        out.orUnknown(answer.affected());
        out.orUnknown(answer.warnings());
        out.orUnknown(answer.status());
        out.orUnknown(answer.bytesOut());
        out.orUnknown(answer.latencyNanos());
        out.orUnknown(answer.totalNanos());
        out.orUnknown(answer.statementId());
        out.orUnknown(answer.rowChecksum());
        out.lengthSince(lengthAt, body);
    }

    @Override
    public void sessionOver(long session, long nanos, SessionEnd how) {
        int lengthAt = begin(EventKind.SESSION_OVER, roomForOver(), nanos);
        int body = out.length();
        out.unsigned(session);
        time(nanos);
        out.unsigned(how.code());
        out.lengthSince(lengthAt, body);
    }

    @Override
    public void losses(Losses losses) {
        int lengthAt = begin(EventKind.LOSSES, roomForLosses(), losses.nanos());
        int body = out.length();
        time(losses.nanos());
        out.orUnknown(losses.kernelDrops());
        out.orUnknown(losses.gaps());
        out.orUnknown(losses.lostCommands());
        out.orUnknown(losses.evictedSessions());
        out.orUnknown(losses.encryptedSessions());
        out.orUnknown(losses.unparsed());
        out.orUnknown(losses.sampledOutSessions());
        out.orUnknown(losses.queueFull());
        out.lengthSince(lengthAt, body);
    }

    /** Writes kind and room for the length; returns where that is. */
    private int begin(int kind, long room, long nanos) {
        if (room > MAX_EVENT_BYTES || nanos < 0) {
            throw new IllegalArgumentException("an event of up to " + room + " bytes at " + nanos + " ns");
        }
        if (events == 0) {
            firstNanos = nanos;
            lastNanos = nanos;
        }
        events++;
        out.require((int) room);
        out.octet(kind);
        return out.reserveLength((int) room - FRAME_BYTES);
    }

    private void time(long nanos) {
        lastNanos = Math.max(lastNanos, nanos);
        out.signed(nanos - firstNanos);
    }
}
