package io.hydrophone.upkeep.update;

import java.time.Duration;

/**
 * How patient the watching of a program is.
 *
 * @param poll between two questions for an update
 * @param heartbeat between two reports to the server
 * @param healthPatience from a start to health, at least; a program that is known to take longer gets twice what it took
 * @param settle how long a new release has to stay healthy before it is confirmed
 * @param firstPause before a program that ended is started again; doubled each time, up to a minute
 */
public record Pace(Duration poll, Duration heartbeat, Duration healthPatience, Duration settle, Duration firstPause) {
    public static final Pace DEFAULT = new Pace(
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1));
}
