package io.hydrophone.wire.tls;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The secrets that clients write to a file (as {@code SSLKEYLOGFILE} makes many do), by connection. The file may grow:
 * what is new is read when a secret is asked for that is not there. Of many connections those used or told last are
 * kept. Safe for several threads.
 */
public final class KeyLog implements AutoCloseable {
    private static final int CHUNK = 64 << 10;
    private static final float FILLED = 0.75f;

    private final FileChannel file;
    private final KeyLogLines lines = new KeyLogLines();
    private final Map<ClientRandom, Secrets> secrets;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private long position;

    private KeyLog(FileChannel file, int most) {
        this.file = file;
        this.secrets = new LinkedHashMap<>(16, FILLED, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ClientRandom, Secrets> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * Opens a file and reads what it has.
     *
     * @param most connections whose secrets are kept, some 300 bytes each
     * @throws ProblemException when it cannot be read, or is no key log
     */
    public static KeyLog open(Path path, int most) {
        if (!Files.isRegularFile(path)) {
            throw problem(
                    "no-key-log",
                    Files.exists(path) ? "is no regular file" : "there is no such key log",
                    path,
                    "clients write it where the environment variable SSLKEYLOGFILE says; make an empty one before they do",
                    null);
        }
        try {
            KeyLog log = new KeyLog(FileChannel.open(path), most);
            log.readOn();
            if (log.secrets.isEmpty() && log.lines.strange() > 0) {
                log.close();
                throw problem(
                        "no-key-log",
                        "is no key log",
                        path,
                        "its lines are: a label, the client's random, a secret (the NSS key log format)",
                        null);
            }
            return log;
        } catch (IOException e) {
            throw problem("unreadable-key-log", "cannot be read: " + e.getMessage(), path, "", e);
        }
    }

    private static ProblemException problem(String code, String message, Path path, String action, Exception cause) {
        return new ProblemException(new Problem(code, message, "--tls-keylog " + path, action), cause);
    }

    /** What is known of a connection, if that is enough for the version; else null, after a look at what was added. */
    synchronized Secrets find(ClientRandom client, TlsVersion version) {
        Secrets found = secrets.get(client);
        if (found == null || !found.suffices(version)) {
            try {
                readOn();
            } catch (IOException e) {
                return null; // as if it had not been written: the session counts as encrypted
            }
            found = secrets.get(client);
        }
        return found == null || !found.suffices(version) ? null : found;
    }

    private void readOn() throws IOException {
        long size = file.size();
        if (size < position) { // written anew
            position = 0;
            lines.restart();
        }
        while (position < size) {
            int count = file.read(chunk.clear(), position);
            if (count <= 0) {
                return;
            }
            position += count;
            lines.take(chunk.array(), 0, count, this::keep);
        }
    }

    private void keep(ClientRandom client, KeyLogLines.Label label, byte[] secret) {
        secrets.put(client, secrets.getOrDefault(client, Secrets.NONE).with(label, secret));
    }

    /** After it, no secret is found that was not read before. */
    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost.
        }
    }
}
