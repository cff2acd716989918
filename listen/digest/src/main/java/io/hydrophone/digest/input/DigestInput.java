package io.hydrophone.digest.input;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.DigestTable;
import io.hydrophone.digest.SummaryMerge;
import io.hydrophone.digest.log.LogCounters;
import io.hydrophone.digest.log.LogFormat;
import io.hydrophone.digest.report.Heard;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.EncryptedSessions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.CaptureFile;
import io.hydrophone.wire.source.PacketSource;
import io.hydrophone.wire.source.PacketSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads captures and query logs, told apart by their content, into one summary. Captures are decoded as one, in the
 * order given, so that a session may go on from one file of a rotated capture to the next. What stands in logs and what
 * was heard on the wire stay apart in the summary.
 */
public final class DigestInput {
    private static final int MAGIC_BYTES = 4;

    private final DecoderOptions decoding;
    private final DigestOptions options;
    private final Hearing hearing;
    private final StringBuilder title = new StringBuilder();
    private final AtomicLong bytes = new AtomicLong();
    private DigestTable logged;
    private CaptureCounters capture;
    private LogCounters log;
    private volatile PacketSources reading;
    private volatile boolean stopped;

    /** @param threads that decode captures; one decodes on the thread that reads */
    public DigestInput(Ports ports, DigestOptions options, int threads) {
        this(DecoderOptions.of(ports), options, threads);
    }

    /** The same with bounds, or a key log, of one's own; the bounds are those of all threads together. */
    public DigestInput(DecoderOptions decoding, DigestOptions options, int threads) {
        this.decoding = decoding;
        this.options = options;
        this.hearing = new Hearing(decoding, options, threads);
    }

    /**
     * Reads a file to its end.
     *
     * @throws ProblemException when it cannot be read, or is neither a capture nor a query log
     */
    public void read(String file) {
        try (ReadableByteChannel channel = FileChannel.open(Path.of(file))) {
            read(file, channel);
        } catch (NoSuchFileException e) {
            throw new ProblemException(new Problem("no-such-file", "no such file", file, ""), e);
        } catch (IOException e) {
            String message = Files.isDirectory(Path.of(file)) ? "is a directory" : "cannot be read: " + e.getMessage();
            throw new ProblemException(new Problem("unreadable-file", message, file, ""), e);
        }
    }

    /**
     * Reads a channel to its end.
     *
     * @param name how reports and problems call it
     * @throws ProblemException when it carries neither a capture nor a query log
     */
    public void read(String name, ReadableByteChannel channel) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(LogFormat.HEAD_BYTES);
        fill(channel, head, MAGIC_BYTES);
        // A letter, a digit, a slash or a number sign: text. No magic number of a capture begins so.
        boolean text = startsAsText(head);
        LogFormat format = null;
        if (text) {
            fill(channel, head, head.capacity());
            format = LogFormat.detect(head.array(), head.position());
        }
        head.flip();
        ReadableByteChannel whole = new PrefixedChannel(head, channel, bytes);
        if (format == null) {
            PacketSource file = CaptureFile.of(name, whole);
            hear(name, PacketSources.of(file), () -> file.run(hearing));
        } else {
            readLog(name, format, whole);
        }
    }

    /** Of all files read so far; from any thread. */
    public long bytesRead() {
        return bytes.get();
    }

    /**
     * Listens until the sources end or {@link #stop} is called; in place of reading files.
     *
     * @param sources as many as there are threads
     */
    public void listen(String name, PacketSources sources) throws IOException {
        hear(name, sources, () -> hearing.listen(sources));
    }

    /** Delivers packets until there are no more. */
    @FunctionalInterface
    private interface Delivery {
        void run() throws IOException;
    }

    private void hear(String name, PacketSources sources, Delivery delivery) throws IOException {
        name(name);
        reading = sources;
        if (stopped) {
            sources.stop();
        }
        try {
            delivery.run();
        } finally {
            add(sources.counters());
            reading = null;
        }
    }

    /** Ends reading soon, from any thread; what was read so far stays. */
    public void stop() {
        stopped = true;
        PacketSources sources = reading;
        if (sources != null) {
            sources.stop();
        }
    }

    private void readLog(String name, LogFormat format, ReadableByteChannel channel) throws IOException {
        if (!decoding.sample().isAll()) {
            throw new ProblemException(
                    "sample-of-log", "is a query log, which is read whole", name, "leave --sample out");
        }
        name(name);
        if (logged == null) {
            logged = new DigestTable(Source.LOG, options);
            log = LogCounters.NONE;
        }
        log = log.plus(format.read(Channels.newInputStream(channel), logged));
    }

    /** Nothing more will be read: queries without an answer end as unfinished. */
    public Summary end() {
        List<Summary> parts = hearing.finish();
        if (logged != null) {
            parts.add(logged.snapshot());
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        SummaryMerge all = new SummaryMerge(options);
        parts.forEach(all::add);
        return all.snapshot();
    }

    /** What was read, for the head of a report. */
    public Heard heard() {
        return capture == null
                ? new Heard(title.toString(), null, null, List.of(), log, EncryptedSessions.NONE)
                : new Heard(title.toString(), capture, hearing.counters(), hearing.streams(), log, hearing.encrypted());
    }

    private void name(String name) {
        title.append(title.isEmpty() ? "" : ", ").append(name);
    }

    private void add(CaptureCounters more) {
        capture = capture == null ? more : capture.plus(more);
    }

    private static boolean startsAsText(ByteBuffer head) {
        boolean printable = head.position() > 0 && head.get(0) >= ' ' && head.get(0) < 0x7f;
        return printable || (head.position() > 1 && head.get(0) == '\t' && head.get(1) == '\t');
    }

    private static void fill(ReadableByteChannel channel, ByteBuffer head, int size) throws IOException {
        while (head.position() < size && channel.read(head.limit(size)) >= 0) {
            // Until there is enough, or no more.
        }
        head.limit(head.capacity());
    }
}
