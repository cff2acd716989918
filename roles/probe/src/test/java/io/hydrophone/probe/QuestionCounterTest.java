package io.hydrophone.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.source.CaptureFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commands are the server's questions is for tests with servers to see; here, whose they are. */
class QuestionCounterTest {
    private static final Ports PORTS = Ports.of(Recorded.PORT);

    @TempDir
    Path dir;

    @Test
    void countsCommandsToTheServerThatIsAskedAndHandsAllOn() throws Exception {
        Recorded recorded = Recorded.sessions(dir, 100);
        AtomicLong all = new AtomicLong();
        AtomicLong uncounted = new AtomicLong();
        QuestionCounter ours = new QuestionCounter(instance -> instance.endsWith(":" + Recorded.PORT), query -> {
            all.incrementAndGet();
            switch (query.command()) {
                case COM_STMT_PREPARE, COM_STMT_CLOSE, COM_STMT_RESET, COM_PING, COM_STATISTICS ->
                    uncounted.incrementAndGet();
                default -> {}
            }
        });
        QuestionCounter foreign = new QuestionCounter(instance -> false, query -> {});
        for (QuestionCounter counter : new QuestionCounter[] {ours, foreign}) {
            try (CaptureFile file = recorded.open()) {
                file.run(new TrafficDecoder(DecoderOptions.of(PORTS), counter));
            }
        }
        assertThat(uncounted.get()).isPositive();
        assertThat(ours.heard()).isEqualTo(all.get() - uncounted.get()).isPositive();
        assertThat(foreign.heard()).isZero();
    }
}
