package io.hydrophone.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.master.Frames;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartTest {
    private static final byte[] FRAME = Frames.write(new Made(1, 2).report("db-1", 1, 1, 0));

    @Test
    void whatIsWrittenIsRead() {
        List<Part> parts = Part.read(Part.write(List.of(new Part(3, List.of(FRAME, FRAME)), new Part(0, List.of()))));
        assertThat(parts).extracting(Part::partition).containsExactly(3, 0);
        assertThat(parts.getFirst().frames()).containsExactly(FRAME, FRAME);
        assertThat(parts.getLast().frames()).isEmpty();
    }

    @Test
    void aSumIsOfEveryPartitionOnceOrNone() throws Exception {
        Part one = new Part(1, List.of(FRAME));
        Part none = new Part(0, List.of());
        assertThat(WholeFleet.of(List.of(one, none), 2).sum(null).statements()).hasSize(2);
        assertThatThrownBy(() -> WholeFleet.of(List.of(one), 2).sum(null))
                .isInstanceOf(NotWhole.class)
                .hasMessageContaining("partition 0");
        assertThatThrownBy(() -> WholeFleet.of(List.of(one, none, one), 2).sum(null))
                .isInstanceOf(NotWhole.class)
                .hasMessage("two copies have partition 1");
        assertThatThrownBy(() -> WholeFleet.of(List.of(one, none, new Part(2, List.of())), 2)
                        .sum(null))
                .isInstanceOf(NotWhole.class)
                .hasMessageContaining("partition 2");
    }

    @FuzzTest(maxDuration = "10m")
    void anyBytesArePartsOrAProblem(byte[] bytes) {
        List<Part> parts;
        try {
            parts = Part.read(bytes);
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("bad-part");
            return;
        }
        assertThat(Part.write(parts)).isEqualTo(bytes);
    }
}
