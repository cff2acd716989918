package io.hydrophone.probe.push;

import io.hydrophone.report.ReportId;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Who pushes: stands in the query string of the connection, so that a native receiver can list who is there before any
 * report comes.
 *
 * @param probe its name
 * @param epoch of this run of it, as in its reports
 * @param version of Hydrophone
 * @param address where it serves HTTP, such as {@code http://10.0.0.7:8667}; of 0.0.0.0, the host is that of the connection
 * @param group to which it belongs; empty for none: it was told this very receiver
 */
public record Introduction(String probe, long epoch, String version, String address, String group) {
    /** Who belongs to no group. */
    public Introduction(String probe, long epoch, String version, String address) {
        this(probe, epoch, version, address, "");
    }

    public Introduction in(String itsGroup) {
        return new Introduction(probe, epoch, version, address, itsGroup);
    }

    /** A server's address with this in its query string. */
    URI at(URI server) {
        String query = "probe=" + encoded(probe) + "&epoch=" + ReportId.epochText(epoch) + "&version="
                + encoded(version) + "&address=" + encoded(address)
                + (group.isEmpty() ? "" : "&group=" + encoded(group));
        return URI.create(server + (server.getRawQuery() == null ? "?" : "&") + query);
    }

    /** As a form does, but for blanks, which not every receiver reads as +. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
