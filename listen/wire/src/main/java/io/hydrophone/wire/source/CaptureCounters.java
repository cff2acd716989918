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
public record CaptureCounters(long packets, long bytes, long kernelDrops, long skipped, boolean truncatedFile) {}
