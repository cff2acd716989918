package io.hydrophone.traffic.capture;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.log.LogFormat;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.traffic.recording.TrafficSink;
import io.hydrophone.traffic.recording.TrafficSource;
import io.hydrophone.wire.DecoderOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** The traffic of a file that is no recording: a capture, a slow log or a general log. Read by a thread of its own, a little ahead. */
public final class FileSource implements TrafficSource {
    /** Commands are kept wholly up to this size. */
    private static final int MAX_COMMAND = 64 << 20;

    private static final int PCAPNG = 0x0a0d0d0a;

    /** Reads a file to its end, or until the sink says that nobody listens any more. */
    @FunctionalInterface
    private interface Reading {
        void to(TrafficSink sink) throws IOException;
    }

    private final EventQueue queue = new EventQueue();
    private final Path file;
    private final Thread thread;
    private volatile ProblemException failure;
    private long given;

    private FileSource(Path file, Reading reading) {
        this.file = file;
        thread = Thread.ofPlatform().daemon().name("file-source").start(() -> read(reading));
    }

    /**
     * Opens a file by what it contains.
     *
     * @param decoding which ports are servers', for a capture
     * @param told what a log lacks
     * @return null when it is neither a capture nor a log
     */
    public static FileSource open(Path file, DecoderOptions decoding, Consumer<Problem> told) {
        byte[] head = head(file);
        if (isCapture(head)) {
            DecoderOptions keeping = decoding.keeping(MAX_COMMAND, 4L * MAX_COMMAND);
            return new FileSource(file, sink -> CaptureReading.read(file, keeping, sink));
        }
        LogFormat format = LogFormat.detect(head, head.length);
        if (format == null) {
            return null;
        }
        told.accept(LogReading.lacks(format, file));
        return new FileSource(file, sink -> LogReading.read(file, format, sink));
    }

    private static byte[] head(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LogFormat.HEAD_BYTES);
        } catch (IOException e) {
            throw notReadable(file, e);
        }
    }

    private static boolean isCapture(byte[] head) {
        if (head.length < Integer.BYTES) {
            return false;
        }
        int magic = (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | (head[3] & 0xff);
        return switch (magic) {
            case PCAPNG, 0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1 -> true;
            default -> false;
        };
    }

    private void read(Reading reading) {
        try {
            reading.to(queue);
        } catch (CancellationException e) {
            // Closed: nobody wants the rest.
        } catch (ProblemException e) {
            failure = e;
        } catch (IOException e) {
            failure = notReadable(file, e);
        } finally {
            queue.end();
        }
    }

    @Override
    public TrafficEvent next(Duration patience) throws InterruptedException {
        TrafficEvent event = queue.take(patience);
        if (event != null) {
            given++;
        } else if (failure != null) {
            throw failure;
        }
        return event;
    }

    @Override
    public boolean isOver() {
        return queue.isOver();
    }

    @Override
    public long position() {
        return given;
    }

    @Override
    public void close() {
        queue.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProblemException notReadable(Path file, IOException e) {
        Problem problem = new Problem(
                "file-not-readable",
                "the file cannot be read (" + e.getClass().getSimpleName() + ")",
                file.toString(),
                "look at its name and its rights");
        return new ProblemException(problem, e);
    }
}
