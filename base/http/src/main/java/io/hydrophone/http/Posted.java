package io.hydrophone.http;

import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a client sends with its request. Not read before it is asked for, so that who takes it says how much may be in memory.
 *
 * @param contentType empty where the client does not say
 * @param contentEncoding likewise
 * @param length in bytes; −1 where the client does not say
 */
public record Posted(String contentType, String contentEncoding, long length, InputStream in) {
    /**
     * All of it.
     *
     * @throws ProblemException {@code body-too-large} when there is more
     */
    public byte[] bytes(int most) throws IOException {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new ProblemException(
                    "body-too-large", "the body is too large", "", "send at most " + most + " bytes at a time");
        }
        return bytes;
    }
}
