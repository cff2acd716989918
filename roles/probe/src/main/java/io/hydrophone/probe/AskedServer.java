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
 * @param interval between two readings
 * @param told what stands in the way, each problem once
 */
public record AskedServer(MySqlUrl url, ServerPlace place, Duration interval, Consumer<Problem> told) {}
