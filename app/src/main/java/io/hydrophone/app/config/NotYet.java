package io.hydrophone.app.config;

import io.hydrophone.core.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a file may say that this version reads and does not act on: said aloud, until it does. */
final class NotYet {
    private NotYet() {}

    /** The remark, when a file says any of it. */
    static Optional<Problem> of(Configuration configuration, String file) {
        List<String> keys = new ArrayList<>();
        addIf(configuration.master() != null, "master", keys);
        addIf(configuration.cluster().mode() != ClusterSection.Mode.NONE, "cluster", keys);
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        "not-acted-on-yet",
                        "understood, but not acted on yet by this version: " + String.join(", ", keys),
                        file,
                        ""));
    }

    private static void addIf(boolean said, String key, List<String> keys) {
        if (said) {
            keys.add(key);
        }
    }
}
