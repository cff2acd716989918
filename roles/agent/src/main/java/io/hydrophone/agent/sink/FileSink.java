package io.hydrophone.agent.sink;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchJson;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.OwnerOnly;
import io.hydrophone.core.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A file with a line of JSON for each signal, which becomes FILE.1, FILE.2 when it is full. A batch is synced before it counts
 * as taken; one that was cut off by a crash ends without a line's end, and is cut away.
 */
public final class FileSink implements Sink {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Path file;
    private final long maxBytes;
    private final int keep;
    private final Traffic traffic = new Traffic();
    private RandomAccessFile out;

    /**
     * @param maxBytes of one file, about
     * @param keep how many full ones
     */
    public FileSink(Path file, long maxBytes, int keep) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.keep = keep;
    }

    @Override
    public boolean takes(Signal signal) {
        return true;
    }

    @Override
    public Delivery deliver(Batch batch) throws IOException {
        byte[] lines = lines(batch);
        long begun = open();
        try {
            out.write(lines);
            out.getFD().sync();
            traffic.sent(lines.length);
        } catch (IOException e) {
            cut(begun);
            throw e;
        }
        if (out.length() >= maxBytes) {
            rotate();
        }
        return Delivery.TAKEN;
    }

    private static byte[] lines(Batch batch) {
        ByteArrayOutputStream lines =
                new ByteArrayOutputStream(160 * batch.signals().size());
        for (Signal signal : batch.signals()) {
            try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), lines)) {
                BatchJson.write(json, signal);
            }
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    /** Where the next line begins. */
    private long open() throws IOException {
        if (out == null) {
            if (!Files.exists(file)) {
                OwnerOnly.createFile(file);
            }
            out = new RandomAccessFile(file.toFile(), "rw");
            out.setLength(wholeLines());
        }
        out.seek(out.length());
        return out.length();
    }

    /** The bytes up to the last line's end. */
    private long wholeLines() throws IOException {
        long length = out.length();
        byte[] piece = new byte[8 << 10];
        while (length > 0) {
            int count = (int) Math.min(piece.length, length);
            out.seek(length - count);
            out.readFully(piece, 0, count);
            int newline = new String(piece, 0, count, StandardCharsets.ISO_8859_1).lastIndexOf('\n');
            if (newline >= 0) {
                return length - count + newline + 1;
            }
            length -= count;
        }
        return 0;
    }

    /** A full disk takes part of a batch, which comes again as a whole. */
    private void cut(long length) throws IOException {
        try {
            out.setLength(length);
        } finally {
            close();
        }
    }

    private void rotate() throws IOException {
        close();
        for (int number = keep; number > 0; number--) {
            Path older = number == 1 ? file : numbered(number - 1);
            if (Files.exists(older)) {
                Files.move(older, numbered(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (keep == 0) {
            Files.delete(file);
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void close() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                // All of it was synced.
            }
            out = null;
        }
    }
}
