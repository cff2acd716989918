package io.hydrophone.probe.push;

import io.hydrophone.http.ChannelOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Both sides of pushing with so much patience that a slow machine is not taken for a server or a client that went. */
public final class Patience {
    public static final Duration LONG = Duration.ofMinutes(1);

    public static final PushTimes TIMES = new PushTimes(LONG, LONG, LONG, LONG, Duration.ofMillis(500));

    public static final ChannelOptions CHANNEL = ChannelOptions.DEFAULT.withTimeouts(LONG, LONG);

    private Patience() {}

    /** To native receivers, with the usual sizes. */
    public static PushOptions to(List<URI> servers, String probe, Path directory) {
        PushOptions usual = PushOptions.to(servers, probe, directory);
        return new PushOptions(
                usual.probe(),
                usual.servers(),
                usual.receiver(),
                usual.preconnect(),
                TIMES,
                usual.security(),
                usual.directory(),
                usual.queue(),
                usual.memoryBytes());
    }

    /** The same times, but for an acknowledgement. */
    static PushTimes acknowledgedWithin(Duration acknowledge) {
        return new PushTimes(LONG, LONG, LONG, acknowledge, TIMES.reconnect());
    }

    /** The same times, but for writing. */
    static PushTimes writtenWithin(Duration write) {
        return new PushTimes(LONG, write, LONG, LONG, TIMES.reconnect());
    }

    /** The same times, but for a sign of life. */
    static PushTimes heardWithin(Duration ping) {
        return new PushTimes(LONG, LONG, ping, LONG, TIMES.reconnect());
    }
}
