package io.hydrophone.agent.sink;

import io.hydrophone.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A receiver over HTTP.
 *
 * @param uri with the path before those of the protocol
 * @param secret a key or token; null for none
 * @param authorities PEM file of those whose certificates are trusted; null for Java's
 * @param timeout of one request
 */
public record HttpTarget(URI uri, Secret secret, Path authorities, Duration timeout, Compression compression) {
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(20);

    /** The address of a path of the protocol, which begins with a slash. */
    URI at(String path) {
        String base = uri.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
