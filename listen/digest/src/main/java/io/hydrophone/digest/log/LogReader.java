package io.hydrophone.digest.log;

import java.io.IOException;
import java.io.InputStream;

/** Reads one format of log to its end, in bounded memory. */
sealed interface LogReader permits SlowLogReader, GeneralLogReader {
    /** Of a line, and of a statement, kept; in bytes. */
    int MAX_TEXT = 1 << 20;

    LogCounters read(InputStream in) throws IOException;
}
