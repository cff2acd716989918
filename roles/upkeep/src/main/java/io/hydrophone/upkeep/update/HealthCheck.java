package io.hydrophone.upkeep.update;

import io.hydrophone.core.Reason;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** Asks a page that a program on this machine serves: an answer from 200 to 299 is health. */
public final class HealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final URI page;

    public HealthCheck(URI page) {
        this.page = page;
    }

    /** Null when it is well. */
    String complaint() {
        try {
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
            try {
                connection.setInstanceFollowRedirects(false);
                connection.setConnectTimeout((int) PATIENCE.toMillis());
                connection.setReadTimeout((int) PATIENCE.toMillis());
                int status = connection.getResponseCode();
                return status / 100 == 2 ? null : page.getPath() + " answers " + status;
            } finally {
                connection.disconnect(); // The next program answers on another connection.
            }
        } catch (IOException e) {
            return page.getPath() + " does not answer (" + Reason.innermost(e) + ")";
        }
    }
}
