package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
    @TempDir
    private Path directory;

    @Test
    void aFileIsReadByItsName() throws IOException {
        Path file = Files.write(directory.resolve("a.pcap"), Captures.resource("lo.pcap"));
        Heard heard = new Heard();

        try (CaptureFile capture = CaptureFile.open(file)) {
            capture.run(heard);
        }

        assertThat(heard.packets).hasSize(28);
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = directory.resolve("missing.pcap");

        ProblemException e = catchThrowableOfType(ProblemException.class, () -> CaptureFile.open(file));

        assertThat(e.problem().code()).isEqualTo("no-such-file");
        assertThat(e.problem().where()).isEqualTo(file.toString());
    }

    @Test
    void aDirectoryIsNoCapture() {
        ProblemException e = catchThrowableOfType(ProblemException.class, () -> CaptureFile.open(directory));

        assertThat(e.problem().code()).isEqualTo("not-a-capture");
    }

    /** As from {@code tcpdump -w -}: packets are wanted when they come, not when a buffer is full. */
    @Test
    @Timeout(300)
    void aPipeDeliversAtOnceAndStopsWhileItWaits() throws Exception {
        byte[] bytes = Captures.resource("lo.pcap");
        Pipe pipe = Pipe.open();
        CaptureFile capture = CaptureFile.of("pipe", pipe.source());
        CountDownLatch all = new CountDownLatch(28);
        CountDownLatch ended = new CountDownLatch(1);
        PacketHandler handler = new PacketHandler() {
            @Override
            public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
                all.countDown();
            }

            @Override
            public void tick(long nanos) {}

            @Override
            public void end() {
                ended.countDown();
            }
        };
        Thread reader = Thread.ofPlatform().start(() -> capture.run(handler));
        pipe.sink().write(ByteBuffer.wrap(bytes, 0, 100));
        pipe.sink().write(ByteBuffer.wrap(bytes, 100, bytes.length - 100));

        all.await();
        assertThat(ended.getCount()).isEqualTo(1);
        capture.stop();
        ended.await();
        reader.join();
    }
}
