package io.hydrophone.wire.session;

/**
 * Reads a compressed session: takes both directions' frames apart and hands the bytes within to {@link Requests} and
 * {@link Replies}. What a side says begins with a frame of its own, so after a loss the server's frames are found again
 * where the client expected the next answer, as its packets are in a session that is not compressed.
 */
final class Compression implements Layer {
    private final Session session;
    private final Requests requests;
    private final Replies replies;
    private final CompressedFrames toServer;
    private final CompressedFrames toClient;
    private final FromClient fromClient = new FromClient();
    private final FromServer fromServer = new FromServer();
    /** Whether segments are records of TLS: within one, offsets have nothing to do with TCP's sequence numbers. */
    private final boolean inRecords;

    private boolean clientLost;
    private boolean serverLost;

    /** @param middle whether the session was met in the middle, so that the server's next frame has to be found */
    Compression(Session session, Requests requests, Replies replies, boolean middle, boolean inRecords) {
        this.session = session;
        this.requests = requests;
        this.replies = replies;
        toServer = new CompressedFrames(session.context.inflaters);
        toClient = new CompressedFrames(session.context.inflaters);
        this.inRecords = inRecords;
        clientLost = middle;
        serverLost = middle;
    }

    @Override
    public void client(byte[] data, int offset, int length, long nanos, int acknowledgement) {
        if (clientLost) {
            if (!CompressedFrames.plausible(data, offset, length)) {
                return;
            }
            clientLost = false;
        }
        fromClient.nanos = nanos;
        fromClient.acknowledgement = acknowledgement;
        if (!toServer.bytes(data, offset, length, fromClient)) {
            session.context.counters.unparsed++;
            loseClient();
        }
    }

    @Override
    public void server(byte[] data, int offset, int length, long nanos, int sequence) {
        int skipped = 0;
        if (serverLost) {
            skipped = seek(length, nanos, sequence);
            if (skipped == length) {
                return;
            }
            serverLost = false;
        }
        fromServer.nanos = nanos;
        fromServer.sequence = sequence + skipped;
        if (!toClient.bytes(data, offset + skipped, length - skipped, fromServer)) {
            session.context.counters.unparsed++;
            loseServer(nanos);
        }
    }

    /** How many of the bytes to pass over before the first pending command's answer begins; all, when it does not. */
    private int seek(int length, long nanos, int sequence) {
        while (true) {
            Exchange first = session.pairing.pending().first();
            if (first == null) {
                return length;
            }
            int ahead = first.acknowledgement - sequence;
            if (ahead >= 0) {
                return ahead > 0 && inRecords ? length : Math.min(ahead, length);
            }
            session.pairing.loseFirst(nanos);
        }
    }

    @Override
    public void clientGap(long bytes, long nanos) {
        toServer.restart();
        loseClient();
    }

    @Override
    public void serverGap(long bytes, long nanos) {
        toClient.restart();
        loseServer(nanos);
    }

    private void loseClient() {
        clientLost = true;
        requests.gap(Long.MAX_VALUE);
    }

    private void loseServer(long nanos) {
        serverLost = true;
        replies.packets().gap(Long.MAX_VALUE, nanos);
    }

    @Override
    public void release() {
        toServer.release();
        toClient.release();
    }

    private final class FromClient implements CompressedFrames.Handler {
        private long nanos;
        private int acknowledgement;

        @Override
        public void frame(int behind) {
            // Commands begin with a frame, but so do parts of them.
        }

        @Override
        public void bytes(byte[] data, int offset, int length) {
            if (session.decoding()) {
                requests.bytes(data, offset, length, nanos, acknowledgement);
            }
        }
    }

    private final class FromServer implements CompressedFrames.Handler {
        private long nanos;
        private int sequence;

        @Override
        public void frame(int behind) {
            if (!inRecords || behind == 0) {
                replies.packets().at(sequence + behind);
            }
        }

        @Override
        public void bytes(byte[] data, int offset, int length) {
            if (session.decoding()) {
                replies.packets().bytes(data, offset, length, nanos, sequence);
            }
        }
    }
}
