package io.hydrophone.wire.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;

/** Reads captures out of memory and out of the test's resources. */
final class Captures {
    private Captures() {}

    static CaptureFile open(byte[] file) {
        return CaptureFile.of("test.pcap", Channels.newChannel(new ByteArrayInputStream(file)));
    }

    static Heard read(byte[] file) {
        Heard heard = new Heard();
        open(file).run(heard);
        return heard;
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Captures.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
