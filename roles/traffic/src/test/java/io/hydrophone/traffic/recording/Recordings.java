package io.hydrophone.traffic.recording;

import io.hydrophone.core.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Recordings as tests want them. */
final class Recordings {
    private Recordings() {}

    /** Small files, none of it compressed or encrypted. */
    static RecordingOptions plain(long rotateBytes) {
        return new RecordingOptions(rotateBytes, Duration.ofHours(1), 0, Encryption.none(), 4, Map.of());
    }

    /** Waits until what was told to a writer is in its file. */
    static void settle(RecordingWriter writer, long blocks) throws Exception {
        until(() -> writer.recorded().blocks() >= blocks);
    }

    /** Records a block for each list of numbers, into a file of its own. */
    static void record(Path path, RecordingOptions options, List<List<Long>> blocks) throws IOException {
        EventEncoder events = new EventEncoder();
        try (RecordingDirectory directory = RecordingDirectory.hold(path);
                BlockSealer sealer =
                        new BlockSealer(options.encryption(), options.compressionLevel(), Recordings::fail);
                Syncer syncer = new Syncer(Recordings::fail)) {
            FileSequence files = new FileSequence(directory, directory.nextNumber(), options, sealer, syncer);
            files.begin();
            for (List<Long> block : blocks) {
                events.clear(0);
                block.forEach(number -> Events.tell(Events.asked(number), events));
                files.append(sealer.seal(events), events);
            }
            files.end();
        }
    }

    private static void fail(Problem problem) {
        throw new AssertionError(problem.text());
    }

    static void until(Callable<Boolean> isSo) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!isSo.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute");
            }
            Thread.sleep(5);
        }
    }
}
