package io.hydrophone.client.raw;

import java.io.IOException;
import java.io.InputStream;

/** What only the client's side can say while an answer is read. */
public interface AnswerHandler {
    /** Sends no files. */
    AnswerHandler REFUSING = new AnswerHandler() {};

    /**
     * The server wants a file, as after LOAD DATA LOCAL. It may ask for any, after any statement: only what was there
     * to be sent may be given.
     *
     * @param name as the server gives it, at most 4 KiB
     * @return the bytes to send, closed afterwards; null to send none, which the server takes for an empty file
     * @throws IOException makes the connection useless
     */
    default InputStream localFile(String name) throws IOException {
        return null;
    }
}
