package io.hydrophone.wire;

/** Why no more is heard of a session. */
public enum SessionEnd {
    /** The connection closed, and every command that came before was heard or handed on as lost. */
    CLOSED,
    /**
     * It is not known how the session went on: it made room for others, its ports were used again, what was sent last is
     * missing, or it went over to something that is not followed.
     */
    UNHEARD,
    /** Nobody wants to hear it any more, because it fell out of the sample; what is under way counts for nothing. */
    LEFT_OUT,
    /** The capture ended; the session did not. */
    CAPTURE_ENDED
}
