package io.hydrophone.traffic.recording;

/** How a session ended. */
public enum SessionEnd {
    /** In a way that this version has no word for, or that was not heard. */
    UNKNOWN(0),
    /** The client said COM_QUIT. */
    QUIT(1),
    /** A side closed the connection without a word. */
    CLOSED(2),
    /** A side reset the connection. */
    RESET(3),
    /** It could not be followed any longer: encrypted, damaged, or forgotten to stay within the bounds on memory. */
    LOST(4),
    /** The recording ended before it did. */
    RECORDING_OVER(5);

    private final int code;

    SessionEnd(int code) {
        this.code = code;
    }

    /** Its number in a recording. */
    int code() {
        return code;
    }

    static SessionEnd of(long code) {
        for (SessionEnd end : values()) {
            if (end.code == code) {
                return end;
            }
        }
        return UNKNOWN;
    }
}
