package io.hydrophone.traffic.replay;

import io.hydrophone.protocol.Command;
import io.hydrophone.traffic.compare.Outcomes;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A command on its way from the recording to the target, or the end of its session. The thread that reads makes it, and adds what the
 * source made of it when it comes to that; the session's thread plays it.
 */
final class Step {
    /** What a step takes in memory beside its payload, about. */
    private static final int OVERHEAD_BYTES = 256;

    /** Of a command that need not wait for others. */
    static final long FREE = -1;
    /** Of one whose place in the order is not known yet. */
    static final long NOT_YET = -2;

    private final long position;
    private final long nanos;
    private final Asked asked;
    private final Command command;
    private final AtomicBoolean met = new AtomicBoolean();
    private volatile Answered source;
    private volatile boolean closed;
    private volatile Upload upload;
    private boolean played;
    private volatile long turn = FREE;
    private long after;
    /** Written before {@link #met}, read after it. */
    private Answered target;

    private String sql = "";
    private String database = "";
    private String user = "";

    private Step(long position, long nanos, Asked asked) {
        this.position = position;
        this.nanos = nanos;
        this.asked = asked;
        command = asked == null || asked.payload().length == 0 ? null : Command.of(asked.payload()[0]);
    }

    /** @param position how many events were read before it */
    static Step of(long position, Asked asked) {
        return new Step(position, asked.nanos(), asked);
    }

    static Step over(long position, long nanos) {
        return new Step(position, nanos, null);
    }

    long position() {
        return position;
    }

    /** On the recording's clock; −1 for an end that nobody heard. */
    long nanos() {
        return nanos;
    }

    boolean isOver() {
        return asked == null;
    }

    Asked asked() {
        return asked;
    }

    byte[] payload() {
        return asked.payload();
    }

    /** Null for a first byte that is no command's. */
    Command command() {
        return command;
    }

    int cost() {
        return asked == null ? OVERHEAD_BYTES : OVERHEAD_BYTES + asked.payload().length;
    }

    /** How it ended on the source; null while that is not read. */
    Answered source() {
        return source;
    }

    /** No more is known of it than what is. */
    void close() {
        closed = true;
        Upload pieces = upload;
        if (pieces != null) {
            pieces.end();
        }
    }

    void answer(Answered answered) {
        source = answered;
        close();
    }

    /** Whether the source's answer was read, or will not come. */
    boolean isClosed() {
        return closed;
    }

    /** The file that the client sent, as far as it was read; null when it sent none so far. */
    Upload upload() {
        return upload;
    }

    /** For its next piece. */
    synchronized Upload openUpload() {
        if (upload == null) {
            Upload opened = new Upload();
            if (played) {
                opened.discard();
            }
            upload = opened;
        }
        return upload;
    }

    /**
     * The target is done with it.
     *
     * @return the bytes of its file that nobody wanted
     */
    synchronized long played() {
        played = true;
        return upload == null ? 0 : upload.discard();
    }

    /** Its place in the order of all that have one; {@link #FREE} or {@link #NOT_YET}. */
    long turn() {
        return turn;
    }

    void turn(long place) {
        turn = place;
    }

    /** How many turns have to be over before it, also when it has none of its own. */
    long after() {
        return after;
    }

    /** To be called before the session sees it. */
    void after(long turns) {
        after = turns;
    }

    /** What it asked, as far as the session knows: for those who are told of its end. */
    void about(String text, String inDatabase, String asUser) {
        sql = text;
        database = inDatabase;
        user = asUser;
    }

    Outcomes.Statement statement() {
        return new Outcomes.Statement(command, sql, database, user);
    }

    /**
     * The target has answered before the source's answer was read. Of this and {@link #meet} the second one to be called tells the
     * outcome.
     *
     * @return whether the caller is the second
     */
    boolean keep(Answered answer) {
        target = answer;
        return met.getAndSet(true);
    }

    /** The source's answer was read, or will not come; see {@link #keep}. */
    boolean meet() {
        return met.getAndSet(true);
    }

    Answered target() {
        return target;
    }
}
