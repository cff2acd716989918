package io.hydrophone.agent.intake;

import com.github.luben.zstd.ZstdInputStream;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.Posted;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Reads bodies, inflated, within bounds: of one, and of all together. Small ones that are not compressed are read as they
 * come; of others so many at a time as have room.
 */
public final class Bodies {
    /** Inflated; Datadog's own intake takes 5 MB. */
    static final int MAX_BYTES = 8 << 20;

    private static final int SMALL = 32 << 10;
    private static final int LARGE_AT_A_TIME = 8;
    private static final long PATIENCE_SECONDS = 10;

    private final Semaphore large = new Semaphore(LARGE_AT_A_TIME);

    /** What is done with a body while it is in memory. */
    @FunctionalInterface
    public interface Use<T> {
        T of(byte[] body);
    }

    /**
     * Reads one and uses it.
     *
     * @throws ProblemException when it is too large, or not what its encoding says; or what the use throws
     */
    public <T> T read(Posted body, Use<T> use) throws IOException, InterruptedException {
        if (body.contentEncoding().isEmpty() && body.length() >= 0 && body.length() <= SMALL) {
            return use.of(body.bytes(SMALL));
        }
        if (!large.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new ProblemException(
                    "busy", "too many large bodies come at a time", "", "send it again, or in smaller parts");
        }
        try {
            return use.of(inflated(body));
        } finally {
            large.release();
        }
    }

    /** Of HTTP, for a body that was not taken. */
    public static int status(Problem problem) {
        return switch (problem.code()) {
            case "body-too-large" -> 413;
            case "busy" -> 503;
            default -> 400;
        };
    }

    private static byte[] inflated(Posted body) throws IOException {
        String encoding = body.contentEncoding().toLowerCase(Locale.ROOT);
        try (InputStream in = inflating(encoding, body.in())) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ProblemException(
                        "body-too-large",
                        "the body is too large",
                        "",
                        "send at most " + MAX_BYTES + " bytes at a time, before they are compressed");
            }
            return bytes;
        } catch (IOException e) {
            Problem problem = new Problem(
                    "bad-encoding", "the body cannot be read as " + (encoding.isEmpty() ? "it is" : encoding), "", "");
            throw new ProblemException(problem, e);
        }
    }

    private static InputStream inflating(String encoding, InputStream in) throws IOException {
        return switch (encoding) {
            case "", "identity" -> in;
            case "gzip", "x-gzip" -> new GZIPInputStream(in);
            case "deflate" -> new InflaterInputStream(in);
            case "zstd" -> new ZstdInputStream(in);
            default ->
                throw new ProblemException(
                        "bad-encoding", "the body's encoding is not known", "", "use gzip, deflate or zstd, or none");
        };
    }
}
