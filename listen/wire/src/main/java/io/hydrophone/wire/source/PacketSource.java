package io.hydrophone.wire.source;

import java.io.IOException;

/** Where packets come from: a file, a ring in the kernel, libpcap. */
public interface PacketSource extends AutoCloseable {
    /**
     * Delivers packets on the calling thread until the source ends or {@link #stop()} was called, then calls {@link
     * PacketHandler#end()}.
     *
     * @throws io.hydrophone.core.ProblemException when the input is no capture or cannot be read on, with the place
     */
    void run(PacketHandler handler) throws IOException;

    /** Ends {@link #run} soon; from any thread. */
    void stop();

    /** Packets and drops so far; from any thread. */
    CaptureCounters counters();

    @Override
    void close();
}
