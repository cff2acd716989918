package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command.Reply;
import io.hydrophone.wire.tcp.Mutation;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A connection as it is heard when nothing happens to its packets: what every other hearing of it is held against.
 *
 * @param said in the order in which they ended
 * @param asked in the order in which they began
 * @param encrypted whether nothing of it can be heard
 * @param listened whether it was listened to until its end: encrypted ones and streams of events are not
 */
record Baseline(Conversation conversation, List<Said> said, List<Said> asked, boolean encrypted, boolean listened) {
    static Baseline of(Conversation conversation) {
        // With a packet in each segment commands that were sent together are told apart by when they began.
        Overheard heard = Overheard.of(Mutation.CUTS_AT_BOUNDARIES.of(conversation.turns(), new Random(0)));
        assertThat(heard.counters().gaps()).as("gaps").isZero();
        assertThat(heard.counters().unparsed())
                .as("packets that made no sense, %s", heard.lines())
                .isZero();
        assertThat(heard.counters().unrecognised())
                .as("connections of another kind")
                .isZero();
        return new Baseline(
                conversation,
                heard.all().stream().map(Said::withoutTimes).toList(),
                heard.all().stream()
                        .sorted(Comparator.comparingLong(Said::startNanos))
                        .map(Said::withoutTimes)
                        .toList(),
                heard.counters().tlsSessions() > 0,
                heard.counters().tlsSessions() == 0
                        && heard.all().stream().noneMatch(said -> said.command().reply() == Reply.STREAM));
    }

    /** Compares it with what the server tells; returns how many commands were compared. */
    int check() {
        if (encrypted) {
            assertThat(said).isEmpty();
            return 0;
        }
        return ToldAgreement.check(conversation, asked);
    }
}
