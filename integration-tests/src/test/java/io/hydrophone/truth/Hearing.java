package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.tcp.Packets.Packet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A connection that is heard in part, held against the whole. Which command is which is told by the time of its first
 * packet, so no two can be taken for each other, even if they read the same.
 */
final class Hearing {
    private final List<Said> whole;
    private final Map<Long, List<Said>> byStart = new HashMap<>();
    private int answered;

    /** @param packets all of them, in one segmentation */
    Hearing(List<Packet> packets) {
        whole = Overheard.of(packets).all();
        for (Said said : whole) {
            byStart.computeIfAbsent(said.startNanos(), start -> new ArrayList<>())
                    .add(said);
        }
    }

    List<Said> whole() {
        return whole;
    }

    /** How many of the commands that were heard in part have the answer that they had. */
    int answered() {
        return answered;
    }

    /** Asserts that each answered command has its own answer and its own text; what is not known of it may be absent. */
    void assertNothingFalse(List<Said> heard) {
        Map<Long, Integer> used = new HashMap<>();
        answered = 0;
        for (Said said : heard) {
            if (!said.answered()) {
                assertThat(said.outcome()).isIn(Outcome.LOST, Outcome.ABORTED, Outcome.UNFINISHED);
                continue;
            }
            List<Said> candidates = byStart.getOrDefault(said.startNanos(), List.of());
            int from = used.getOrDefault(said.startNanos(), 0);
            int found = from;
            while (found < candidates.size() && !isTrue(said, candidates.get(found))) {
                found++;
            }
            assertThat(found)
                    .as("%s is one of those that began then: %s", said, candidates)
                    .isLessThan(candidates.size());
            used.put(said.startNanos(), found + 1);
            answered++;
        }
    }

    private boolean isTrue(Said said, Said truth) {
        Said part = said.withoutTimes();
        Said full = truth.withoutTimes();
        return part.command() == full.command()
                && part.outcome() == full.outcome()
                && isText(part, full)
                && part.statementId() == full.statementId()
                && (part.parameters() == null || part.parameters().equals(full.parameters()))
                && part.errorCode() == full.errorCode()
                && part.sqlState().equals(full.sqlState())
                && part.errorMessage().equals(full.errorMessage())
                && part.rows() == full.rows()
                && part.affected() == full.affected()
                && part.warnings() == full.warnings()
                && part.status() == full.status()
                && part.bytesIn() == full.bytesIn()
                && part.bytesOut() == full.bytesOut()
                && isKnown(part.user(), Said::user)
                && isKnown(part.database(), Said::database);
    }

    /** The text, or none where its PREPARE may be lost. */
    private static boolean isText(Said part, Said full) {
        return part.sql().equals(full.sql()) || (part.sql().isEmpty() && part.statementId() >= 0);
    }

    /** Nothing, or what it was at some time: a loss may hide that it has changed. */
    private boolean isKnown(String name, Function<Said, String> of) {
        return name.isEmpty() || whole.stream().map(of).anyMatch(name::equals);
    }
}
