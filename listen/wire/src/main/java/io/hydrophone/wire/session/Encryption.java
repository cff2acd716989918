package io.hydrophone.wire.session;

import io.hydrophone.wire.tls.TlsDecryption;
import io.hydrophone.wire.tls.Undecipherable;

/**
 * Reads a session in TLS whose secrets a key log tells: hands on what stands in the records as if it had been sent bare.
 * What a side says begins with a record of its own, so after a loss an answer is known by the record with which it
 * begins, as it is by its packet in a session that is not encrypted.
 */
final class Encryption implements Layer, TlsDecryption.Handler {
    private final Session session;
    private final Requests requests;
    private final Replies replies;
    private final TlsDecryption tls;
    /** Takes frames apart within the records; null where there are none. */
    private Compression compression;

    private boolean heard;

    Encryption(Session session, Requests requests, Replies replies) {
        this.session = session;
        this.requests = requests;
        this.replies = replies;
        tls = session.context.tls().begin(this);
    }

    void compress(Compression frames) {
        compression = frames;
    }

    /** Whether anything was decrypted. */
    boolean heard() {
        return heard;
    }

    @Override
    public void client(byte[] data, int offset, int length, long nanos, int acknowledgement) {
        tls.client(data, offset, length, nanos, acknowledgement);
    }

    @Override
    public void server(byte[] data, int offset, int length, long nanos, int sequence) {
        tls.server(data, offset, length, nanos, sequence);
    }

    @Override
    public void clientGap(long bytes, long nanos) {
        tls.clientGap(bytes, nanos);
    }

    @Override
    public void serverGap(long bytes, long nanos) {
        tls.serverGap(bytes, nanos);
    }

    @Override
    public void release() {
        tls.release();
        if (compression != null) {
            compression.release();
        }
    }

    @Override
    public void clientSaid(byte[] data, int length, long nanos, int acknowledgement) {
        if (!session.decoding()) {
            return;
        }
        hear();
        if (compression == null) {
            requests.bytes(data, 0, length, nanos, acknowledgement);
        } else {
            compression.client(data, 0, length, nanos, acknowledgement);
        }
    }

    @Override
    public void serverSaid(byte[] data, int length, long nanos, int sequence) {
        if (!session.decoding()) {
            return;
        }
        hear();
        if (compression == null) {
            replies.packets().at(sequence);
            replies.packets().bytes(data, 0, length, nanos, sequence);
        } else {
            compression.server(data, 0, length, nanos, sequence);
        }
    }

    private void hear() {
        if (!heard) {
            heard = true;
            session.context.counters.decrypted++;
        }
    }

    @Override
    public void clientLost(long nanos) {
        if (compression == null) {
            requests.gap(Long.MAX_VALUE);
        } else {
            compression.clientGap(Long.MAX_VALUE, nanos);
        }
        session.commandsLost();
    }

    @Override
    public void serverLost(long nanos) {
        if (compression == null) {
            replies.packets().gap(Long.MAX_VALUE, nanos);
        } else {
            compression.serverGap(Long.MAX_VALUE, nanos);
        }
    }

    @Override
    public void undecipherable(Undecipherable reason, long nanos) {
        if (reason == Undecipherable.REFUSED) {
            session.context.counters.tlsRefused++;
        }
        session.hushed(nanos);
    }
}
