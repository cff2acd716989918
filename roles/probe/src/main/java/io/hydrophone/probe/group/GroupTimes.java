package io.hydrophone.probe.group;

import io.hydrophone.core.ProblemException;
import java.time.Duration;

/**
 * How long members wait for one another. A process that ends is noticed by its closed connections after {@code verify}; one that hangs, or is cut
 * off, after {@code silence} and {@code verify}.
 *
 * @param heartbeat between two signs of life
 * @param silence without a sign of life, until a member is suspected
 * @param verify until a suspected member that does not answer is taken for dead
 * @param search between two looks for nodes that are remembered but not in the group
 * @param join until a member asked for admission is asked again
 */
public record GroupTimes(Duration heartbeat, Duration silence, Duration verify, Duration search, Duration join) {
    /** A master that dies is replaced within a second, one that hangs within two. */
    public static final GroupTimes DEFAULT = new GroupTimes(
            Duration.ofMillis(300),
            Duration.ofMillis(1_200),
            Duration.ofMillis(400),
            Duration.ofMillis(1_000),
            Duration.ofMillis(1_000));

    public GroupTimes {
        require("a heartbeat", heartbeat);
        require("silence", silence);
        require("verifying", verify);
        require("searching", search);
        require("joining", join);
        if (silence.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw new ProblemException(
                    "bad-duration", "silence of " + silence + " is less than two heartbeats of " + heartbeat, "", "");
        }
    }

    private static void require(String what, Duration time) {
        if (time.toMillis() < 10 || time.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new ProblemException(
                    "bad-duration", "the time for " + what + " is from 10 ms to 10 minutes, not " + time, "", "");
        }
    }
}
