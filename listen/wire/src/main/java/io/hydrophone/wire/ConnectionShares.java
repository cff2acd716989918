package io.hydrophone.wire;

/**
 * Which of several decoders hears a connection: as connections are met, each in turn; from then on the same. A share by
 * hash alone would be uneven where connections are few, and the decoder with the most of them would say how long a file
 * takes. What each has brought so far does not count: those of the next minute are others.
 *
 * <p>Connections are told apart by a part of their {@link ConnectionHash}; of very many, some share a place and go
 * together. So the memory is bounded, and a packet costs one look into a table.
 */
final class ConnectionShares {
    /** The lower bits of the hash: the upper ones of a sample are all alike. */
    private static final int PLACES = 1 << 14;

    /** 1 + the share, 0 where none was chosen yet. */
    private final byte[] chosen = new byte[PLACES];

    private final int shares;
    private int met;

    /** @param shares at most 127 */
    ConnectionShares(int shares) {
        this.shares = shares;
    }

    int share(int connectionHash) {
        int place = connectionHash & (PLACES - 1);
        if (chosen[place] == 0) {
            chosen[place] = (byte) (1 + met++ % shares);
        }
        return chosen[place] - 1;
    }
}
