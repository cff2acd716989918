package io.hydrophone.agent.transfer;

import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import java.util.List;

/**
 * Which of several receivers a series goes to: the one whose hash with the series' is the highest. Where one comes or goes,
 * only its own series move. The mixer is MurmurHash3's, for a weak one spreads series unevenly.
 *
 * @see <a href="https://www.microsoft.com/en-us/research/wp-content/uploads/2017/02/HRW98.pdf">Thaler, Ravishankar: Using
 *     name-based mappings to increase hit rates</a>
 */
final class Rendezvous {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final long[] receivers;

    /** @param names of the receivers, all different; their order does not matter */
    Rendezvous(List<String> names) {
        receivers = names.stream().mapToLong(name -> mix(hash(name, OFFSET))).toArray();
    }

    /** The number of the receiver in the list. */
    int owner(Signal signal) {
        long series = hash(signal);
        int best = 0;
        long highest = Long.MIN_VALUE;
        for (int i = 0; i < receivers.length; i++) {
            long score = mix(series ^ receivers[i]);
            if (score > highest) {
                highest = score;
                best = i;
            }
        }
        return best;
    }

    /** Of the series alone: all its points go the same way. */
    private static long hash(Signal signal) {
        long host = hash(signal.host(), OFFSET);
        return switch (signal) {
            case Sample sample -> hash(sample.tags(), hash(sample.name(), host));
            case ServiceCheck check -> hash(check.tags(), hash(check.name(), host));
            case Event event -> hash(event.aggregationKey(), hash(event.title(), host));
        };
    }

    private static long hash(Tags tags, long before) {
        long hash = before;
        for (String text : tags.texts()) {
            hash = hash(text, hash);
        }
        return hash;
    }

    /** FNV-1a of 64 bits, over characters, and a mark at the end. */
    private static long hash(String text, long before) {
        long hash = before;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return (hash ^ 0xffff_ffffL) * PRIME;
    }

    private static long mix(long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
