package io.hydrophone.agent.cron;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where cron says what it starts. */
interface CronLog extends AutoCloseable {
    List<Path> USUAL = List.of(Path.of("/var/log/cron"), Path.of("/var/log/cron.log"), Path.of("/var/log/syslog"));

    /** Takes what is read. */
    interface Starts {
        /** The log begins anew; what was said before is not in it. */
        void begin();

        /**
         * A task was started.
         *
         * @param isInLog false where that was written to the log before this one, after it was rotated away
         */
        void started(CronTask task, boolean isInLog);
    }

    /**
     * Reads what came since the last time.
     *
     * @return whether that is all for now
     */
    boolean read(Starts starts) throws IOException, InterruptedException;

    @Override
    void close();

    /**
     * Of a file.
     *
     * @param file null for the first that there is of those that cron usually has, and for the journal where there is none
     */
    static CronLog of(Path file) {
        Path usual = file != null
                ? file
                : USUAL.stream().filter(Files::exists).findFirst().orElse(null);
        return usual == null ? new CronJournal() : new CronLogFile(usual);
    }
}
