package io.hydrophone.queue;

import java.io.Closeable;
import java.io.IOException;

/** Closes what was read, or written and synced: then closing has nothing left to tell. */
final class Quietly {
    private Quietly() {}

    /** @param file may be null */
    static void close(Closeable file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // Nothing is lost by it.
        }
    }
}
