package io.hydrophone.upkeep.update;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.upkeep.JsonObject;
import io.hydrophone.upkeep.release.SignedManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks the update server. Nothing that it says is believed before a signature or a digest has been compared. */
final class ReleaseServer {
    /** Of an answer that is not a file; a manifest comes in base64. */
    private static final int MAX_ANSWER_BYTES = 2 * SignedManifest.MAX_BYTES;

    private static final int MAX_TOLD = 200;

    private final UpdateServerAddress address;
    private final AgentIdentity agent;

    ReleaseServer(UpdateServerAddress address, AgentIdentity agent) {
        this.address = address;
        this.agent = agent;
    }

    /**
     * The release that is for this agent.
     *
     * @param version the only one that is wanted, or null
     * @return null when there is none
     * @throws ProblemException {@code server-unreachable}, {@code server-refused}, {@code bad-json}
     */
    SignedManifest manifest(String version) {
        String query = "/api/v1/manifest?agent=" + encoded(agent.name()) + "&tags="
                + encoded(String.join(",", agent.tags())) + (version == null ? "" : "&version=" + encoded(version));
        try {
            HttpURLConnection connection = address.open(query);
            if (connection.getResponseCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return null;
            }
            JsonObject answer = JsonObject.parse(body(connection), address.uri().toString());
            return SignedManifest.of(Base64.getDecoder().decode(answer.text("manifest")), answer.text("signature"));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    "bad-json", "the manifest is no base64", address.uri().toString(), "");
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** The content of a file from a byte on; the caller closes it, and counts. */
    InputStream file(long serial, String sha256, long from) throws IOException {
        HttpURLConnection connection = address.open("/api/v1/file?serial=" + serial + "&sha256=" + sha256);
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
        }
        int status = connection.getResponseCode();
        if (status != (from > 0 ? HttpURLConnection.HTTP_PARTIAL : HttpURLConnection.HTTP_OK)) {
            throw new IOException("the server answers " + status);
        }
        return connection.getInputStream();
    }

    /**
     * Says how the agent is.
     *
     * @param fields names and values; a name may come again
     */
    void heartbeat(List<Map.Entry<String, String>> fields) {
        byte[] form = fields.stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
        try {
            HttpURLConnection connection = address.open("/api/v1/heartbeat");
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(form.length);
            connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(form);
            }
            body(connection);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private byte[] body(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new ProblemException(
                    "server-refused",
                    "the update server answers " + status,
                    address.uri().toString(),
                    advice(status));
        }
        try (InputStream in = connection.getInputStream()) {
            byte[] body = in.readNBytes(MAX_ANSWER_BYTES + 1);
            if (body.length > MAX_ANSWER_BYTES) {
                throw new ProblemException(
                        "server-refused",
                        "the update server says too much",
                        address.uri().toString(),
                        "");
            }
            return body;
        }
    }

    private static String advice(int status) {
        return status == HttpURLConnection.HTTP_UNAUTHORIZED ? "give its token: --token-file" : "";
    }

    private ProblemException unreachable(IOException e) {
        Problem problem = new Problem(
                "server-unreachable",
                "the update server cannot be asked (" + Foreign.text(Reason.innermost(e), MAX_TOLD) + ")",
                address.uri().toString(),
                "");
        return new ProblemException(problem, e);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
