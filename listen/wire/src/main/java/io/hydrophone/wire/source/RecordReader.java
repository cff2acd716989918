package io.hydrophone.wire.source;

import java.io.IOException;

/** Walks the records of one file format. */
sealed interface RecordReader permits PcapReader, PcapngReader {
    /**
     * Delivers the packets of all whole records in the window and moves its position behind them.
     *
     * @return the bytes that the next record needs from the position on, as far as is known yet
     * @throws io.hydrophone.core.ProblemException on a record that cannot be
     */
    int deliver(CaptureInput in, PacketHandler handler) throws IOException;

    /** Capture time of the last packet in nanoseconds since 1970, 0 before the first. */
    long nanos();

    void report(Tally tally);
}
