package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;

class CaptureFileFuzzTest {
    /** Any bytes give packets that lie within the array they come in, or a problem; nothing else. */
    @FuzzTest(maxDuration = "10m")
    void anyFileIsReadOrRefused(byte[] file) {
        CaptureFile capture = Captures.open(file);
        PacketHandler handler = new PacketHandler() {
            @Override
            public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
                assertThat(link).isNotNull();
                assertThat(captured).isBetween(0, length);
                assertThat(offset).isBetween(0, data.length - captured);
                assertThat(captured).isLessThanOrEqualTo(file.length);
                assertThat(data.length).isLessThanOrEqualTo(2 * CaptureInput.MAX_RECORD_BYTES);
            }

            @Override
            public void tick(long nanos) {}

            @Override
            public void end() {}
        };
        try {
            capture.run(handler);
        } catch (ProblemException e) {
            assertThat(e.problem().where()).startsWith("test.pcap");
        }
    }
}
