package io.hydrophone.wire.source;

/** One device that is listened to. Belongs to the thread that delivers. */
sealed interface LiveDevice permits PacketSocket, PcapDevice {
    /** Delivers some of the packets that wait. Returns false when there were none. */
    boolean deliver(PacketHandler handler);

    /** Packets delivered. */
    long packets();

    /** Bytes on the wire, of those packets. */
    long bytes();

    /** Asks the kernel how many packets found no room since the beginning, and how full the ring was since it was asked. */
    DeviceCounters counters();

    /** Asks for other packets than before, as far as the device can choose. */
    void filter(CaptureFilter filter);

    /** The file descriptor that is readable when packets wait. */
    int file();

    /**
     * The descriptor reported an error.
     *
     * @throws io.hydrophone.core.ProblemException when nothing more can come from the device
     */
    void failed();

    void close();
}
