package io.hydrophone.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A thread's processor time, from Linux's scheduler (proc_pid_schedstat: nanoseconds on the processor come first). Not
 * from Java's management beans, which bring five megabytes of classes with them.
 */
record ThreadTime(Path schedstat) {
    static final ThreadTime UNKNOWN = new ThreadTime(null);

    static ThreadTime ofThisThread() {
        try {
            Path self = Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
            return new ThreadTime(self.resolve("schedstat"));
        } catch (IOException | UnsupportedOperationException e) {
            return UNKNOWN;
        }
    }

    /** −1 when the system does not tell. */
    long nanos() {
        if (schedstat == null) {
            return -1;
        }
        try {
            String line = Files.readString(schedstat);
            return Long.parseLong(line.substring(0, line.indexOf(' ')));
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }
}
