package io.hydrophone.wire.tcp;

import io.hydrophone.wire.tcp.Packets.Packet;
import io.hydrophone.wire.tcp.Recording.Turn;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Ways in which the bytes of one connection may come in segments, each of which has to be heard alike. */
public enum Mutation {
    ONE_BYTE_SEGMENTS(turns -> Packets.of(turns, 1000, 2000, left -> 1)),
    RANDOM_CUTS(Mutation::cutAnywhere),
    CUTS_BEFORE_BOUNDARIES(turns -> whole(Boundaries.cut(turns, -1))),
    CUTS_AT_BOUNDARIES(turns -> whole(Boundaries.cut(turns, 0))),
    CUTS_BEHIND_BOUNDARIES(turns -> whole(Boundaries.cut(turns, 1))),
    CUTS_IN_HEADERS(turns -> whole(Boundaries.cut(turns, 3))),
    DUPLICATES((turns, random) -> Disturbance.repeat(cutAnywhere(turns, random), random)),
    GARBLED_DUPLICATES((turns, random) -> Disturbance.garble(cutAnywhere(turns, random), random)),
    OVERLAPS((turns, random) -> Disturbance.overlap(cutAnywhere(turns, random), random)),
    REORDERING((turns, random) -> Disturbance.swap(cutAnywhere(turns, random), random)),
    ALL_AT_ONCE((turns, random) -> Disturbance.all(cutAnywhere(turns, random), random)),
    NUMBERS_THAT_WRAP((turns, random) ->
            Packets.of(turns, -1 - random.nextInt(2000), -1 - random.nextInt(2000), left -> 1 + random.nextInt(1448))),
    KEEP_ALIVES((turns, random) -> Disturbance.keepAlive(cutAnywhere(turns, random))),
    REPEATED_HANDSHAKE(turns -> Disturbance.repeatHandshake(whole(turns)));

    @SuppressWarnings("ImmutableEnumChecker") // functions without a state
    private final BiFunction<List<Turn>, Random, List<Packet>> segments;

    private final boolean random;

    Mutation(Function<List<Turn>, List<Packet>> segments) {
        this.segments = (turns, _) -> segments.apply(turns);
        random = false;
    }

    Mutation(BiFunction<List<Turn>, Random, List<Packet>> segments) {
        this.segments = segments;
        random = true;
    }

    /** Whether it leaves anything to chance. */
    public boolean isRandom() {
        return random;
    }

    public List<Packet> of(List<Turn> turns, Random chance) {
        return segments.apply(turns, chance);
    }

    /** One segment what was said at once. */
    public static List<Packet> whole(List<Turn> turns) {
        return Packets.of(turns, 1000, 2000, left -> left);
    }

    /** Segments of many sizes, up to a bound that differs from one seed to the next. */
    private static List<Packet> cutAnywhere(List<Turn> turns, Random random) {
        int most = 1 << random.nextInt(1, 12);
        return Packets.of(turns, 1000, 2000, left -> 1 + random.nextInt(Math.max(most, left / 500)));
    }
}
