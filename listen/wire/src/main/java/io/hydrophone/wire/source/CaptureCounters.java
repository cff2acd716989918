package io.hydrophone.wire.source;

/**
 * What a source has seen.
 *
 * @param packets delivered to the handler
 * @param bytes on the wire, of those packets
 * @param kernelDrops packets that the kernel had no room for
 * @param skipped packets of the file whose link type is not understood
 * @param truncatedFile whether the file ended in the middle of a record
 */
public record CaptureCounters(long packets, long bytes, long kernelDrops, long skipped, boolean truncatedFile) {
    public static final CaptureCounters NONE = new CaptureCounters(0, 0, 0, 0, false);

    /** What two sources have seen, such as the files of a rotated capture. */
    public CaptureCounters plus(CaptureCounters more) {
        return new CaptureCounters(
                packets + more.packets,
                bytes + more.bytes,
                kernelDrops + more.kernelDrops,
                skipped + more.skipped,
                truncatedFile || more.truncatedFile);
    }
}
