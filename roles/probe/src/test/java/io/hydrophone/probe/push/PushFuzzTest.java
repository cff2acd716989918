package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.report.ReportId;
import java.net.URI;
import java.nio.charset.StandardCharsets;

class PushFuzzTest {
    /** Whatever a receiver says is a message of a known kind. */
    @FuzzTest(maxDuration = "2m")
    void anyTextIsRead(byte[] text) {
        ReceiverMessage message = ReceiverMessage.parse(new String(text, StandardCharsets.UTF_8));
        if (message instanceof ReceiverMessage.Acknowledged(ReportId last, long masterEpoch)) {
            assertThat(last.sequence()).isNotNegative();
            assertThat(masterEpoch).isGreaterThanOrEqualTo(Fence.UNKNOWN);
        } else if (message instanceof ReceiverMessage.Refused(String reason, URI master)) {
            assertThat(reason.codePoints().count()).isLessThanOrEqualTo(ReceiverMessage.MAX_REASON + 1);
            assertThat(reason.codePoints().noneMatch(Character::isISOControl)).isTrue();
        }
    }

    /** Whatever the queue holds is a report or none. */
    @FuzzTest(maxDuration = "2m")
    void anyRecordIsRead(byte[] record) {
        Envelope.decode(record).ifPresent(report -> {
            assertThat(report.bytes().length).isLessThan(record.length);
            assertThat(report.id().probe()).isNotNull();
        });
    }
}
