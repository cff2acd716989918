package io.hydrophone.probe;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.core.Problem;
import io.hydrophone.probe.server.ServerPlace;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The server that a probe asks beside listening.
 *
 * @param place where its sessions are heard
 * @param interval between two readings, {@link #LEAST_INTERVAL} to {@link #MOST_INTERVAL}
 * @param told what stands in the way, each problem once
 */
public record AskedServer(MySqlUrl url, ServerPlace place, Duration interval, Consumer<Problem> told) {
    /** Of the interval. More often would be a load; more seldom, what is told is no longer what happens. */
    public static final Duration LEAST_INTERVAL = Duration.ofSeconds(1);

    public static final Duration MOST_INTERVAL = Duration.ofMinutes(5);
}
