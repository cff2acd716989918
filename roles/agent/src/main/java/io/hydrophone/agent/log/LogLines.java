package io.hydrophone.agent.log;

/** Takes the lines of a file that grows. */
public interface LogLines {
    /** The file begins anew: it was rotated away, or cut. Lines from here on are in the one that is there now. */
    default void begin() {}

    /** A line without its end; the bytes are the caller's when this returns. One that is too long comes cut. */
    void line(byte[] bytes, int offset, int length);

    /** The same of a line that somebody still wrote to the file that was rotated away. */
    default void late(byte[] bytes, int offset, int length) {
        line(bytes, offset, length);
    }
}
