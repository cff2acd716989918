package io.hydrophone.upkeep.release;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.ProblemException;
import java.util.regex.Pattern;

/**
 * One file of a release.
 *
 * @param path within its set, with slashes: relative, of 1 to {@value #MAX_PATH} characters, at most {@value #MAX_DEPTH} parts,
 *     none of which is {@code .} or {@code ..}; no part of it means anything to a shell or a file system
 * @param size bytes, 0 to {@value #MAX_BYTES}
 * @param sha256 64 hexadecimal digits in lower case
 */
public record ReleaseFile(FileSet set, String path, long size, String sha256, boolean executable) {
    public static final long MAX_BYTES = 512L << 20;
    static final int MAX_PATH = 180;
    static final int MAX_DEPTH = 12;

    private static final Pattern PATH =
            Pattern.compile("(?!(.*/)?\\.{1,2}(/.*)?$)[A-Za-z0-9_.@+=,-]+(/[A-Za-z0-9_.@+=,-]+)*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws ProblemException {@code bad-manifest} when anything is out of its range */
    public ReleaseFile {
        if (!isPath(path)) {
            throw bad(path, "this is no path of a file in a release");
        }
        if (size < 0 || size > MAX_BYTES) {
            throw bad(path, "a file of " + size + " bytes is none of a release");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw bad(path, "its SHA-256 is not 64 hexadecimal digits");
        }
    }

    /** Whether a file of a release may be called so. */
    public static boolean isPath(String path) {
        return !path.isEmpty()
                && path.length() <= MAX_PATH
                && path.chars().filter(c -> c == '/').count() < MAX_DEPTH
                && PATH.matcher(path).matches();
    }

    /** The path within the release: {@code conf/agent.yaml}. */
    public String name() {
        return set.label() + "/" + path;
    }

    private static ProblemException bad(String path, String message) {
        return new ProblemException("bad-manifest", message, Foreign.text(path, MAX_PATH), "");
    }
}
