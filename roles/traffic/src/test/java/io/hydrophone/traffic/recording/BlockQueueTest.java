package io.hydrophone.traffic.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlockQueueTest {
    private final BlockQueue queue = new BlockQueue(3);

    @Test
    void aBlockIsAMebibyteAtMost() throws Exception {
        for (int i = 1; i <= 20_000; i++) {
            Events.tell(Events.asked(i), queue);
        }
        byte[] large = new byte[3 << 20];
        queue.asked(1, 20_001, Events.START, large, 0, large.length, false);
        queue.close();

        List<TrafficEvent> events = new ArrayList<>();
        for (EventEncoder block = queue.take(0); block != null; block = queue.take(0)) {
            assertThat(block.length() <= EventEncoder.BLOCK_BYTES || block.events() == 1)
                    .isTrue();
            events.addAll(Events.decode(block));
            queue.release(block);
        }
        assertThat(Events.numbers(events))
                .isEqualTo(LongStream.rangeClosed(1, 20_001).boxed().toList());
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void whatFindsNoRoomIsDroppedCountedAndTold() throws Exception {
        long given = 0;
        byte[] payload = new byte[100_000];
        while (queue.dropped() < 7) {
            queue.asked(1, ++given, Events.START, payload, 0, payload.length, false);
        }
        assertThat(queue.events()).isEqualTo(given - 7);
        EventEncoder first = queue.take(0);
        List<TrafficEvent> before = Events.decode(first);
        queue.release(first);
        Events.tell(Events.asked(given + 1), queue);
        queue.close();

        List<TrafficEvent> after = new ArrayList<>();
        for (EventEncoder block = queue.take(0); block != null; block = queue.take(0)) {
            after.addAll(Events.decode(block));
        }
        assertThat(before.size() + after.size()).isEqualTo(given - 7 + 2);
        assertThat(after.get(after.size() - 2)).isEqualTo(Losses.ofQueue(Events.START, 7));
        assertThat(Events.numbers(after).getLast()).isEqualTo(given + 1);
    }

    @Test
    void aLargeFileIsToldInPieces() throws Exception {
        byte[] file = new byte[600_000];
        file[599_999] = 1;
        queue.uploaded(1, 1, file, 0, file.length);
        List<TrafficEvent> pieces = Events.decode(queue.take(0));
        assertThat(pieces).hasSize(3);
        assertThat(pieces.stream()
                        .mapToInt(piece -> ((Uploaded) piece).contents().length)
                        .sum())
                .isEqualTo(600_000);
        byte[] last = ((Uploaded) pieces.getLast()).contents();
        assertThat(last[last.length - 1]).isEqualTo((byte) 1);
    }

    @Test
    void anEmptyFileIsToldToo() throws Exception {
        queue.uploaded(1, 1, new byte[0], 0, 0);
        assertThat(Events.decode(queue.take(0))).hasSize(1);
    }

    @Test
    void largeEventsTakeNoMoreMemoryThanTheirShare() throws Exception {
        BlockQueue many = new BlockQueue(100);
        byte[] payload = new byte[60 << 20];
        for (int i = 1; i <= 4; i++) {
            many.asked(1, i, Events.START, payload, 0, payload.length, false);
        }
        assertThat(many.dropped()).isEqualTo(2);
        many.release(many.take(0));
        many.asked(1, 5, Events.START, payload, 0, payload.length, false);
        assertThat(many.dropped()).isEqualTo(2);
    }
}
