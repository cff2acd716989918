package io.hydrophone.traffic.recording;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads a recording, one file or a directory of them, also while it is being written. What is damaged is told and counted, and reading
 * goes on with the next whole block. Of several runs in one directory, each numbers its sessions from 1; those of the later ones are told
 * with larger numbers, the same at each reading. For one thread.
 */
public final class RecordingReader implements TrafficSource {
    private static final Duration POLL = Duration.ofMillis(50);
    /** More sessions than one run can have. */
    private static final long SESSIONS_A_RUN = 1L << 40;

    private static final long BEGINNING = Long.MIN_VALUE;

    private final Path path;
    private final boolean follows;
    private final BlockOpener opener;
    private final Consumer<Problem> told;
    private final ReadingTally tally = new ReadingTally();
    private NavigableMap<Integer, Path> files;
    private Map.Entry<Integer, Path> current;
    private BlockScan scan;
    private RecordingHeader header;
    private String run = "";
    /** Runs before this one. */
    private long runs;

    private EventDecoder events;
    private long from = BEGINNING;
    private long given;
    private boolean over;

    private RecordingReader(Path path, boolean follows, List<RecordingKey> keys, Consumer<Problem> told) {
        this.path = path;
        this.follows = follows;
        this.opener = new BlockOpener(keys);
        this.told = told;
    }

    /**
     * Opens a recording that is whole.
     *
     * @param path a file, or a directory of files
     * @param keys those that may be needed
     * @param told what is damaged and where
     * @throws ProblemException when there is no recording, its first file is none, of another major version, or encrypted with a key that
     *     was not given
     */
    public static RecordingReader open(Path path, List<RecordingKey> keys, Consumer<Problem> told) {
        return open(path, false, keys, told);
    }

    /** Opens a recording that is still being written: at the end of what there is, reading waits for more. */
    public static RecordingReader follow(Path path, List<RecordingKey> keys, Consumer<Problem> told) {
        return open(path, true, keys, told);
    }

    private static RecordingReader open(Path path, boolean follows, List<RecordingKey> keys, Consumer<Problem> told) {
        RecordingReader reader = new RecordingReader(path, follows, keys, told);
        try {
            reader.files = reader.list();
            if (reader.files.isEmpty()) {
                throw RecordingProblems.none(path);
            }
            reader.begin(reader.files.firstEntry());
            reader.requireKey(keys);
            return reader;
        } catch (IOException e) {
            reader.close();
            throw RecordingProblems.notReadable(path, e);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** What the first file says of itself; null when its header is not whole. */
    public RecordingHeader header() {
        return header;
    }

    @Override
    public void seek(long nanos) {
        from = nanos;
        tally.passOver();
        try {
            while (!scan.seek(nanos)) {
                Map.Entry<Integer, Path> later = files.higherEntry(current.getKey());
                if (later == null) {
                    return;
                }
                goOnIn(later);
            }
        } catch (IOException e) {
            throw RecordingProblems.notReadable(current.getValue(), e);
        }
    }

    /**
     * The next event; waits for one only when the recording is being written.
     *
     * @throws ProblemException when the key was not given
     */
    @Override
    public TrafficEvent next(Duration patience) throws InterruptedException {
        while (true) {
            TrafficEvent event = events == null ? null : decode();
            if (event != null) {
                if (event.nanos() >= from) {
                    from = BEGINNING; // Capture order from here on: an event that is a little earlier belongs to it.
                    given++;
                    return event;
                }
                continue;
            }
            EventBlock block = nextBlock(patience);
            if (block == null) {
                over = !follows;
                return null;
            }
            events = block.events();
            events.sessionsFrom(runs * SESSIONS_A_RUN);
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public long position() {
        return given;
    }

    /**
     * The next block, as a whole; not to be mixed with {@link #next}.
     *
     * @return null when there is none (in time)
     */
    public EventBlock nextBlock(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                EventBlock block = scan.next();
                if (block == null) {
                    block = fromLaterFile();
                }
                if (block != null && block.lastNanos() >= from) {
                    return block;
                }
                if (block == null && (!follows || System.nanoTime() >= deadline)) {
                    return null;
                }
                if (block == null) {
                    Thread.sleep(POLL);
                }
            }
        } catch (IOException e) {
            throw RecordingProblems.notReadable(current.getValue(), e);
        }
    }

    /** As the last file tells it, without reading what is in its blocks. */
    @Override
    public long lastNanos() {
        try (BlockScan last = BlockScan.open(files.lastEntry().getValue(), opener, new ReadingTally(), problem -> {})) {
            return last.lastNanos();
        } catch (IOException | ProblemException e) {
            return -1;
        }
    }

    public ReadingCounters counters() {
        return tally.counters();
    }

    @Override
    public void close() {
        try {
            if (scan != null) {
                scan.close();
            }
        } catch (IOException e) {
            // It was only read.
        }
    }

    private TrafficEvent decode() {
        try {
            return events.next();
        } catch (ProblemException e) {
            tally.malformedBlocks++;
            told.accept(e.problem());
            return null;
        }
    }

    /** The next block of a file behind the current one, which gets no longer when there is one. */
    private EventBlock fromLaterFile() throws IOException {
        while (true) {
            if (follows) {
                files = list();
            }
            Map.Entry<Integer, Path> later = files.higherEntry(current.getKey());
            if (later == null) {
                if (!follows) {
                    scan.end();
                }
                return null;
            }
            EventBlock last = scan.next(); // Written before the later file was begun, and after it was last looked.
            if (last != null) {
                return last;
            }
            scan.end();
            goOnIn(later);
            EventBlock first = scan.next();
            if (first != null) {
                return first;
            }
        }
    }

    private void begin(Map.Entry<Integer, Path> file) throws IOException {
        current = file;
        BlockScan opened = BlockScan.open(file.getValue(), opener, tally, told);
        close();
        scan = opened;
        if (header == null) {
            header = scan.header();
        }
        count(scan.header());
    }

    /** Files are begun one after the other also when it is sought in them, so that a run always has the same number. */
    private void count(RecordingHeader begun) {
        if (begun == null || begun.recording().equals(run)) {
            return;
        }
        boolean another = !run.isEmpty();
        run = begun.recording();
        if (another && !begun.metadata().containsKey(RecordingHeader.REPLAY_OF)) {
            runs++;
        }
    }

    /** A foreign file or one of another version among a recording's own is told, and passed over: the scan stays at its end. */
    private void goOnIn(Map.Entry<Integer, Path> file) throws IOException {
        try {
            begin(file);
        } catch (ProblemException e) {
            told.accept(e.problem());
        }
    }

    /** Told by its id, before anything is decrypted. */
    private void requireKey(List<RecordingKey> keys) {
        if (header != null
                && !header.keyId().isEmpty()
                && keys.stream().noneMatch(key -> key.id().equals(header.keyId()))) {
            throw RecordingProblems.missingKey(header.keyId(), keys, current.getValue() + ":0");
        }
    }

    private NavigableMap<Integer, Path> list() throws IOException {
        if (Files.isDirectory(path)) {
            return RecordingDirectory.files(path);
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        return new TreeMap<>(Map.of(0, path));
    }
}
