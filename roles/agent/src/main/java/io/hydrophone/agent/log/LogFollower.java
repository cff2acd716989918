package io.hydrophone.agent.log;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a log file as it grows. When another file has its name, what was rotated away is read to its end, and once more at
 * the next time, since who writes to it may not have noticed. A file that was cut is read from its beginning.
 */
public final class LogFollower implements AutoCloseable {
    /** In one run, so that a huge file that is read for the first time takes several. */
    private static final long MOST_BYTES = 64 << 20;

    private final Path file;
    private boolean fromEnd;
    private OpenLog open;
    private OpenLog rotated;

    /**
     * For a file that may not be there yet.
     *
     * @param fromEnd whether what it holds when it is first seen is passed over
     */
    public LogFollower(Path file, boolean fromEnd) {
        this.file = file;
        this.fromEnd = fromEnd;
    }

    /**
     * Reads what came since the last time.
     *
     * @return whether that is all; false when there is more than is read in one run
     * @throws ProblemException when the file cannot be read
     */
    public boolean read(LogLines lines) {
        try {
            if (rotated != null) {
                rotated.read(lines::late, MOST_BYTES);
                rotated.endLine(lines::late);
                closeRotated();
            }
            return readOpen(lines);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "log-not-read",
                            "the log cannot be read: " + Reason.ofFile(e),
                            file.toString(),
                            "does it exist, and may the agent's user read it?"),
                    e);
        }
    }

    private boolean readOpen(LogLines lines) throws IOException {
        if (open == null) {
            begin(lines);
        } else if (open.wasCut()) {
            lines.begin();
        }
        long left = MOST_BYTES - open.read(lines::line, MOST_BYTES);
        if (open.isAtEnd() && isRotated()) {
            rotated = open;
            open = null;
            begin(lines);
            open.read(lines::line, left);
        }
        return open.isAtEnd();
    }

    private void begin(LogLines lines) throws IOException {
        try {
            open = OpenLog.open(file, fromEnd);
        } finally {
            fromEnd = false; // what begins later is new from its first line on
        }
        lines.begin();
    }

    /** Whether another file has the name; while none has, the one that is open is all there is. */
    private boolean isRotated() throws IOException {
        try {
            return !open.isAt(OpenLog.keyOf(file));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void closeRotated() {
        rotated.close();
        rotated = null;
    }

    @Override
    public void close() {
        if (rotated != null) {
            closeRotated();
        }
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
