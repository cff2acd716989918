package io.hydrophone.probe;

import io.hydrophone.wire.source.CaptureFile;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.synthetic.PcapWriter;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A capture file of made-up traffic. */
public record Recorded(Path file) {
    public static final int PORT = 3306;

    /** Writes it into a directory. */
    public static Recorded sessions(Path dir, int sessions) throws IOException {
        return sessions(dir, sessions, Long.MAX_VALUE);
    }

    /** The same, cut short after so many packets. */
    public static Recorded sessions(Path dir, int sessions, long packets) throws IOException {
        Path file = dir.resolve("recorded.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            SyntheticTraffic.play(new First(packets, new PcapWriter(out)), PORT, sessions);
        }
        return new Recorded(file);
    }

    public CaptureFile open() {
        return CaptureFile.open(file);
    }

    private static final class First implements PacketHandler {
        private final PacketHandler next;
        private long left;

        First(long packets, PacketHandler next) {
            this.left = packets;
            this.next = next;
        }

        @Override
        public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
            if (left-- > 0) {
                next.packet(nanos, link, data, offset, captured, length);
            }
        }

        @Override
        public void tick(long nanos) {}

        @Override
        public void end() {}
    }
}
