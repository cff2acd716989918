package io.hydrophone.wire.source;

/**
 * What one device has brought.
 *
 * @param device as the user named it
 * @param packets delivered
 * @param bytes on the wire, of those packets
 * @param drops packets that the kernel had no room for
 * @param ringUsed the largest share of the ring that waited to be read in the last second, 0 to 1; −1 where there is no
 *     ring
 * @param ringPeak the same since the beginning
 */
public record DeviceCounters(String device, long packets, long bytes, long drops, double ringUsed, double ringPeak) {
    /** The same device in another worker's ears: packets are added, and the fuller ring tells. */
    DeviceCounters plus(DeviceCounters more) {
        return new DeviceCounters(
                device,
                packets + more.packets,
                bytes + more.bytes,
                drops + more.drops,
                Math.max(ringUsed, more.ringUsed),
                Math.max(ringPeak, more.ringPeak));
    }
}
