package io.hydrophone.agent.check;

import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.time.Duration;

/**
 * What holds for any check, whatever it measures.
 *
 * @param kind the {@link CheckKind}'s name
 * @param instance tells it from others of its kind: its {@code name}, else its number from 1
 * @param tags that all it measures gets
 * @param deadline after which a run is interrupted
 * @param maxSeries that one run may say
 */
public record CheckSettings(String kind, String instance, Tags tags, Duration pace, Duration deadline, int maxSeries) {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(1);
    private static final Duration USUAL_DEADLINE = Duration.ofSeconds(30);
    private static final int USUAL_SERIES = 10_000;

    /**
     * Reads an instance's share of them. A number without a unit is in seconds, as for dd-agent.
     *
     * @param number of the instance in its file, from 1
     */
    static CheckSettings read(CheckKind kind, Section instance, int number) {
        Duration pace = instance.seconds("min_collection_interval", kind.pace(), LEAST, MOST);
        return new CheckSettings(
                kind.name(),
                instance.text("name", Integer.toString(number)),
                Tags.of(instance.pairs("tags")),
                pace,
                instance.seconds("deadline", pace.compareTo(USUAL_DEADLINE) < 0 ? pace : USUAL_DEADLINE, LEAST, MOST),
                instance.integer("max_series", USUAL_SERIES, 1, 1_000_000));
    }
}
