package io.hydrophone.probe.push;

import io.hydrophone.core.ProblemException;
import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect until a connection stands, TLS and upgrade included
 * @param write until a frame is handed to the network
 * @param ping a server that is silent for so long is given up; pinged every half of it
 * @param acknowledge until a report is acknowledged, from its sending on
 * @param reconnect between attempts at a server that does not answer, at most; the first follows after 250 ms, then twice as long each
 */
public record PushTimes(Duration connect, Duration write, Duration ping, Duration acknowledge, Duration reconnect) {
    /** Those of mysql-probe, where it has them. */
    public static final PushTimes DEFAULT = new PushTimes(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));

    public PushTimes {
        require("connecting", connect);
        require("writing", write);
        require("a ping", ping);
        require("an acknowledgement", acknowledge);
        require("reconnecting", reconnect);
    }

    private static void require(String what, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new ProblemException(
                    "bad-duration", "the time for " + what + " is above 0 and at most an hour, not " + time, "", "");
        }
    }
}
