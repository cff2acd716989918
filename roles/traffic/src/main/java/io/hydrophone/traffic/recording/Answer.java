package io.hydrophone.traffic.recording;

import io.hydrophone.wire.Outcome;

/**
 * How a command ended, as a listener tells it: it may be the same object again and again, and is valid during the call only.
 * {@link Answered} is one to keep.
 */
public interface Answer {
    long session();

    /** Of the command in its session, from 1. */
    long number();

    /** When it ended. */
    long nanos();

    Outcome outcome();

    /** The server's error number, 0 without an error. */
    int errorCode();

    /** Five characters, "" without an error. */
    String sqlState();

    /** The server's words, "" without an error. */
    String message();

    /** Rows of all result sets, −1 unknown. */
    long rows();

    /** Rows affected, −1 unknown. */
    long affected();

    /** −1 unknown. */
    int warnings();

    /** Status word of the last OK or EOF, −1 unknown. */
    int status();

    /** Bytes of the answer on the wire with packet headers, −1 unknown. */
    long bytesOut();

    /** From the command's last byte to the answer's first packet, −1 unknown. */
    long latencyNanos();

    /** From the command's last byte to the answer's last packet, −1 unknown. */
    long totalNanos();

    /** What a PREPARE returned, unsigned; −1 for other commands. */
    long statementId();

    /** Of all rows, 0 to 2⁶³−1; −1 when none was made. */
    long rowChecksum();
}
