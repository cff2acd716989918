package io.hydrophone.traffic.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.traffic.broker.Outstanding.BlockId;
import io.hydrophone.traffic.broker.Receiver.Received;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutstandingTest {
    private final Outstanding outstanding = new Outstanding();
    private final List<Long> done = new ArrayList<>();

    @Test
    void aMessageIsDoneWhenAllItsEventsAre() {
        outstanding.add(new BlockId(1, 1), message(10), 5);
        outstanding.add(new BlockId(1, 2), message(11), 9);
        assertThat(doneThrough(4)).isEmpty();
        assertThat(doneThrough(8)).containsExactly(10L);
        assertThat(doneThrough(9)).containsExactly(11L);
        assertThat(outstanding.isEmpty()).isTrue();
    }

    @Test
    void aMessageThatIsDealtWithBeforeItsEndIsFoundIsDoneOnce() {
        outstanding.add(new BlockId(1, 1), message(10), 5);
        assertThat(doneThrough(5)).containsExactly(10L);
        outstanding.endLast(5);
        assertThat(doneThrough(5)).isEmpty();
    }

    @Test
    void aMessageWithFewerEventsThanItsHeadSaysEndsWhereItDoes() {
        outstanding.add(new BlockId(1, 1), message(10), 5);
        outstanding.endLast(3);
        assertThat(doneThrough(3)).containsExactly(10L);
    }

    @Test
    void aMessageWithoutEventsIsDoneAfterThoseBeforeIt() {
        outstanding.add(new BlockId(1, 1), message(10), 5);
        outstanding.endLast(5);
        outstanding.addEmpty(message(11), 5);
        assertThat(doneThrough(4)).isEmpty();
        assertThat(doneThrough(5)).containsExactly(10L, 11L);
    }

    @Test
    void aBlockThatComesAgainIsDoneByItsLastMessage() {
        outstanding.add(new BlockId(1, 1), message(10), 5);
        assertThat(outstanding.renew(new BlockId(1, 1), message(70))).isTrue();
        assertThat(outstanding.renew(new BlockId(2, 1), message(71))).isFalse();
        assertThat(doneThrough(5)).containsExactly(70L);
        assertThat(outstanding.renew(new BlockId(1, 1), message(72))).isFalse();
    }

    private List<Long> doneThrough(long position) {
        done.clear();
        outstanding.takeThrough(position, message -> done.add(message.tag()));
        return List.copyOf(done);
    }

    private static Received message(long tag) {
        return new Received(null, 0, tag, "", new byte[0]);
    }
}
