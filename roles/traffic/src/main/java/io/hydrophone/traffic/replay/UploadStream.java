package io.hydrophone.traffic.replay;

import java.io.InputStream;
import java.util.Objects;

/** A client's file as the target reads it: waits for the pieces that are still to be read from the recording. */
final class UploadStream extends InputStream {
    private final Upload upload;
    private final StepQueue steps;
    private final Pace pace;
    private final Ahead ahead;
    private byte[] piece = {};
    private int at;

    UploadStream(Upload upload, StepQueue steps, Pace pace, Ahead ahead) {
        this.upload = upload;
        this.steps = steps;
        this.pace = pace;
        this.ahead = ahead;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        while (at == piece.length) {
            steps.await(() -> upload.isReady() || pace.isStopped());
            byte[] next = upload.take();
            if (next == null) {
                return -1;
            }
            ahead.gave(next.length);
            piece = next;
            at = 0;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        return count;
    }
}
