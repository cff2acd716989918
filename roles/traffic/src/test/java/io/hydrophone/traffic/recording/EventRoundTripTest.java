package io.hydrophone.traffic.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.wire.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRoundTripTest {
    private final EventEncoder encoder = new EventEncoder();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatIsEncodedComesOutAgain(long seed) {
        List<TrafficEvent> events = Events.random(seed, 200);
        events.forEach(event -> Events.tell(event, encoder));

        assertThat(encoder.events()).isEqualTo(200);
        assertSame(Events.decode(encoder), events);
        assertThat(encoder.lastNanos())
                .isEqualTo(events.stream().mapToLong(TrafficEvent::nanos).max().getAsLong());
    }

    @Test
    void theLargestAndTheUnknownComeOutAgain() {
        long max = Long.MAX_VALUE;
        List<TrafficEvent> events = List.of(
                new Losses(max, max, max, max, max, max, max, max, max),
                new SessionBegun(
                        max,
                        0,
                        "",
                        "",
                        -1,
                        "",
                        "",
                        Integer.MAX_VALUE,
                        -1,
                        "",
                        true,
                        List.of(new PreparedBefore(max, new byte[0]))),
                new Answered(
                        max, max, 0, Outcome.UNFINISHED, Integer.MAX_VALUE, "", "", -1, -1, -1, -1, -1, -1, -1, -1, -1),
                new Answered(
                        0,
                        0,
                        max,
                        Outcome.OK,
                        0,
                        "",
                        "",
                        max,
                        max,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        max,
                        max,
                        max,
                        max,
                        max));
        events.forEach(event -> Events.tell(event, encoder));
        assertSame(Events.decode(encoder), events);
    }

    @Test
    void rangesOfArraysAreTakenAndNotWhatIsAroundThem() {
        encoder.asked(1, 1, Events.START, new byte[] {9, 3, 65, 9}, 1, 2, false);
        encoder.uploaded(1, 1, new byte[] {9, 66, 9}, 1, 1);
        assertSame(
                Events.decode(encoder),
                List.of(new Asked(1, 1, Events.START, new byte[] {3, 65}, false), new Uploaded(1, 1, new byte[] {66})));
    }

    @Test
    void aCommandOfMoreThan64MebibytesIsCutAndSaidToBe() {
        byte[] payload = new byte[EventEncoder.MAX_PAYLOAD_BYTES + 1];
        encoder.asked(1, 1, Events.START, payload, 0, payload.length, false);
        Asked asked = (Asked) Events.decode(encoder).getFirst();
        assertThat(asked.truncated()).isTrue();
        assertThat(asked.payload()).hasSize(EventEncoder.MAX_PAYLOAD_BYTES);
        encoder.clear(0);
        assertThat(encoder.capacity()).isEqualTo(EventEncoder.BLOCK_BYTES);
    }

    @Test
    void anEventThatNoBlockTakesIsRefused() {
        PreparedBefore statement = new PreparedBefore(1, new byte[40 << 20]);
        SessionBegun event = new SessionBegun(1, 1, "", "", -1, "", "", 0, 0, "", false, List.of(statement, statement));
        assertThatThrownBy(() -> encoder.sessionBegun(event)).isInstanceOf(IllegalArgumentException.class);
        assertThat(encoder.isEmpty()).isTrue();
    }

    /** What a later minor version may add. */
    @Test
    void unknownKindsAndAppendedFieldsArePassedOver() {
        byte[] contents = {
            99,
            2,
            1,
            2, // a kind of which nothing is known
            5,
            5,
            7,
            2,
            1,
            42,
            42, // the end of session 7 after 1 ns, with two more fields
            5,
            0x83 - 256,
            0,
            8,
            4,
            77, // a length of two bytes; an end that has no name yet
        };
        List<TrafficEvent> events = Events.all(new EventDecoder(contents, contents.length, 100, "block"));
        assertThat(events)
                .containsExactly(new SessionOver(7, 101, SessionEnd.QUIT), new SessionOver(8, 102, SessionEnd.UNKNOWN));
    }

    @Test
    void nothingFollowsWhatIsMalformed() {
        byte[] contents = {5, 3, 7, 2, 1, 5, 9, 7, 2};
        EventDecoder decoder = new EventDecoder(contents, contents.length, 100, "block");
        assertThat(decoder.next()).isEqualTo(new SessionOver(7, 101, SessionEnd.QUIT));
        assertThatThrownBy(decoder::next).hasMessageContaining("goes beyond its end (byte 7");
        assertThat(decoder.next()).isNull();
    }

    private static void assertSame(List<TrafficEvent> actual, List<TrafficEvent> expected) {
        assertThat(Events.values(actual)).isEqualTo(Events.values(expected));
    }
}
