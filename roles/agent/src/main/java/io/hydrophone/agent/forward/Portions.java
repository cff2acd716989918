package io.hydrophone.agent.forward;

import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import java.util.ArrayList;
import java.util.List;

/** Divides signals into batches that receivers take: Datadog's takes 500 KB, and 5 MB before compression. */
final class Portions {
    private static final int MAX_SIGNALS = 2_000;
    private static final int MAX_BYTES = 192 << 10;
    /** Of one signal; no receiver takes larger ones. */
    private static final int MAX_SIGNAL_BYTES = 64 << 10;
    /** Of one signal, but for its texts. */
    private static final int FIXED_BYTES = 48;

    private Portions() {}

    /** Whether it is too large for any batch. */
    static boolean isTooLarge(Signal signal) {
        return size(signal) > MAX_SIGNAL_BYTES;
    }

    static List<List<Signal>> of(List<Signal> signals) {
        List<List<Signal>> portions = new ArrayList<>();
        List<Signal> portion = new ArrayList<>();
        long bytes = 0;
        for (Signal signal : signals) {
            int size = size(signal);
            if (!portion.isEmpty() && (bytes + size > MAX_BYTES || portion.size() == MAX_SIGNALS)) {
                portions.add(portion);
                portion = new ArrayList<>();
                bytes = 0;
            }
            portion.add(signal);
            bytes += size;
        }
        if (!portion.isEmpty()) {
            portions.add(portion);
        }
        return portions;
    }

    /** About so many bytes. */
    private static int size(Signal signal) {
        int texts = switch (signal) {
            case Sample sample -> sample.name().length() + size(sample.tags());
            case ServiceCheck check -> check.name().length() + check.message().length() + size(check.tags());
            case Event event ->
                event.title().length()
                        + event.text().length()
                        + event.aggregationKey().length()
                        + size(event.tags());
        };
        return FIXED_BYTES + signal.host().length() + texts;
    }

    private static int size(Tags tags) {
        int bytes = 0;
        for (String text : tags.texts()) {
            bytes += 2 + text.length();
        }
        return bytes;
    }
}
