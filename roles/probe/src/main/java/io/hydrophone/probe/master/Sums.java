package io.hydrophone.probe.master;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A node's sums on their way to another node, in parts. */
final class Sums {
    private static final int PART = 4 << 20;

    /** Where those of another node are gathered. */
    private final Path file;

    private final Consumer<Problem> told;
    private OutputStream out;
    private long parts;
    /** Whether all of them are there. */
    private boolean complete;

    Sums(Path file, Consumer<Problem> told) {
        this.file = file;
        this.told = told;
    }

    /** @param to returns false when the other node is gone */
    void send(Path sums, Predicate<PeerMessage> to) {
        try (InputStream in = Files.newInputStream(sums)) {
            long number = 0;
            PeerMessage next;
            do {
                byte[] part = in.readNBytes(PART);
                next = part.length > 0
                        ? new PeerMessage(PeerMessage.Kind.SUMS, number++, part)
                        : new PeerMessage(PeerMessage.Kind.SUMS_END, number);
            } while (to.test(next) && next.kind() == PeerMessage.Kind.SUMS);
        } catch (IOException e) {
            told.accept(new Problem("sums-not-read", String.valueOf(e.getMessage()), sums.toString(), ""));
        }
    }

    /**
     * A part has come.
     *
     * @return whether it was the last and all are there
     */
    synchronized boolean receive(PeerMessage part) {
        try {
            if (part.kind() == PeerMessage.Kind.SUMS_END) {
                close();
                complete = part.number() == parts;
                return complete;
            }
            if (part.number() == 0) {
                close();
                complete = false;
                out = new BufferedOutputStream(Files.newOutputStream(file));
                parts = 0;
            }
            if (out != null && part.number() == parts) {
                out.write(part.body());
                parts++;
            }
            return false;
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem("sums-not-written", String.valueOf(e.getMessage()), file.toString(), ""), e);
        }
    }

    private void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }

    /** Takes over what has come, unless more is coming already. */
    synchronized void adopt(Keeper keeper) {
        if (!complete) {
            return;
        }
        complete = false;
        try {
            keeper.adopt(file);
        } catch (ProblemException e) {
            told.accept(e.problem());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
