package io.hydrophone.wire.source;

import io.hydrophone.wire.SampleRatio;
import java.io.IOException;
import java.util.List;

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

    /** The same by device, about once a second; empty where there are none. From any thread. */
    default List<DeviceCounters> devices() {
        return List.of();
    }

    /**
     * Asks for this part of the connections alone, soon; from any thread. A source that cannot choose delivers them all
     * as before, so the decoder chooses in any case.
     */
    default void sample(SampleRatio ratio) {}

    @Override
    void close();
}
