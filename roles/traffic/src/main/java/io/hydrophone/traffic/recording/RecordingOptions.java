package io.hydrophone.traffic.recording;

import io.hydrophone.core.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a recording is kept in files.
 *
 * @param rotateBytes a file that has reached them is ended and the next one begun; at least 64 KiB
 * @param rotateAfter a file that was begun so long ago likewise; at least a second
 * @param compressionLevel of zstd, 1 to 19; 0 for none
 * @param encryption declined with {@link Encryption#none()}
 * @param poolBlocks how many blocks of 1 MiB may wait for the disk before events are dropped; 2 to 1,024
 * @param metadata what else each file's header tells: version, device, ports, whether literals are masked
 */
public record RecordingOptions(
        long rotateBytes,
        Duration rotateAfter,
        int compressionLevel,
        Encryption encryption,
        int poolBlocks,
        Map<String, String> metadata) {
    private static final long MIN_ROTATE_BYTES = 64 << 10;
    private static final int MAX_LEVEL = 19;
    private static final int MAX_POOL_BLOCKS = 1_024;

    public RecordingOptions {
        if (rotateBytes < MIN_ROTATE_BYTES) {
            throw bad("a file of a recording takes " + MIN_ROTATE_BYTES + " bytes or more, not " + rotateBytes);
        }
        if (rotateAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw bad("a file of a recording takes a second or more, not " + rotateAfter);
        }
        if (compressionLevel < 0 || compressionLevel > MAX_LEVEL) {
            throw bad("zstd has the levels 1 to " + MAX_LEVEL + ", and 0 is for none, not " + compressionLevel);
        }
        if (poolBlocks < 2 || poolBlocks > MAX_POOL_BLOCKS) {
            throw bad("2 to " + MAX_POOL_BLOCKS + " blocks may wait for the disk, not " + poolBlocks);
        }
        metadata = Map.copyOf(new TreeMap<>(metadata));
    }

    /** Files of 256 MiB or an hour, zstd's level 1, 32 MiB that may wait for the disk. */
    public static RecordingOptions of(Encryption encryption, Map<String, String> metadata) {
        return new RecordingOptions(256 << 20, Duration.ofHours(1), 1, encryption, 32, metadata);
    }

    private static ProblemException bad(String message) {
        return new ProblemException("bad-recording-option", message, "", "");
    }
}
