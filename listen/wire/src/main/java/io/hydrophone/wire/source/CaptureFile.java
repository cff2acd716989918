package io.hydrophone.wire.source;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Packets of a capture file or of a pipe, in the format of tcpdump (pcap) or of Wireshark (pcapng). */
public final class CaptureFile implements PacketSource {
    private final String name;
    private final ReadableByteChannel channel;
    private final Tally tally = new Tally();
    private volatile boolean stopped;

    private CaptureFile(String name, ReadableByteChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    /**
     * Opens a file.
     *
     * @throws ProblemException when there is no such file, or it cannot be read
     */
    public static CaptureFile open(Path file) {
        if (Files.isDirectory(file)) {
            throw new ProblemException("not-a-capture", "is a directory", file.toString(), "name the files in it");
        }
        try {
            return of(file.toString(), FileChannel.open(file));
        } catch (NoSuchFileException e) {
            throw new ProblemException(new Problem("no-such-file", "no such file", file.toString(), ""), e);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /**
     * Reads a capture from any channel.
     *
     * @param name how problems call it
     */
    public static CaptureFile of(String name, ReadableByteChannel channel) {
        return new CaptureFile(name, channel);
    }

    @Override
    public void run(PacketHandler handler) {
        try {
            CaptureInput in = new CaptureInput(name, channel);
            read(in, reader(in), handler);
        } catch (ClosedChannelException e) {
            if (!stopped) {
                throw new UncheckedIOException(e);
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        handler.end();
    }

    private void read(CaptureInput in, RecordReader reader, PacketHandler handler) throws IOException {
        while (!stopped) {
            int need = reader.deliver(in, handler);
            reader.report(tally);
            if (reader.nanos() != 0) {
                handler.tick(reader.nanos());
            }
            if (!in.fill(need)) {
                if (in.available() > 0) {
                    tally.truncated();
                }
                return;
            }
        }
    }

    private RecordReader reader(CaptureInput in) throws IOException {
        // Four bytes and no more while it may be a capture: the other end of a pipe may not have sent others yet.
        byte[] head = in.peek(4);
        if (head.length == 4) {
            for (boolean bigEndian : new boolean[] {false, true}) {
                int magic = Words.int32(head, 0, bigEndian);
                switch (magic) {
                    case PcapReader.MICROSECONDS, PcapReader.NANOSECONDS, PcapReader.MODIFIED -> {
                        return new PcapReader(magic, bigEndian);
                    }
                    case PcapngReader.SECTION_HEADER -> {
                        return new PcapngReader();
                    }
                    default -> {}
                }
            }
        }
        throw FileKind.of(in.peek(FileKind.ENOUGH)).problem(name);
    }

    private static ProblemException unreadable(String name, IOException e) {
        return new ProblemException(
                new Problem("unreadable-file", "cannot be read: " + e.getMessage(), name, "look at its rights"), e);
    }

    @Override
    public void stop() {
        stopped = true;
        close();
    }

    @Override
    public CaptureCounters counters() {
        return tally.counters();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
