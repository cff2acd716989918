package io.hydrophone.wire.tls;

import io.hydrophone.wire.tcp.BufferPool;

/**
 * What one side says: from its records, by its keys, to what stands in them.
 *
 * <p>A record's number is part of what its code proves. So where records may be missing the numbers of the next {@value
 * #WINDOW} are tried, and the one that fits is no guess. TLS 1.3 needs no more than this to know where its handshake ends:
 * a record that opens with the first key of the application's data is its first, and those before are the handshake's,
 * which tells nothing that is needed here.
 */
final class HalfConnection implements RecordStream.Reader {
    /** Records that may be missing between two. */
    private static final int WINDOW = 64;
    /** Records of a client that are passed over while its secret is not in the key log. */
    private static final int PATIENCE = 4;
    /** What looks like a record after a loss and is none. */
    private static final int MAX_ATTEMPTS = 8;

    private final TlsDecryption connection;
    private final boolean ofClient;
    private final RecordStream records;
    private final PostHandshake postHandshake = new PostHandshake();

    /** Whether records are protected from here on. */
    private boolean guarded;
    /** Null until the secret is known. */
    private RecordCipher cipher;
    /** Of TLS 1.3; null before, and in other versions. */
    private KeySchedule13 schedule;
    /** The number of the next record, if none is missing. */
    private long next;
    /** How many may be missing before it. */
    private int slack;
    /** Whether a record was opened with the current kind of keys. */
    private boolean proven;
    /** Whether the loss of what may be missing was told. */
    private boolean told;
    /** Whether something is missing whose loss was not told. */
    private boolean untold;
    /** Records that came before their secret. */
    private int passedOver;
    /** Records that could not be opened where that proves nothing yet. */
    private int unopened;

    HalfConnection(TlsDecryption connection, boolean ofClient, BufferPool pool) {
        this.connection = connection;
        this.ofClient = ofClient;
        this.records = new RecordStream(pool, this);
    }

    RecordStream records() {
        return records;
    }

    void protect(RecordCipher with) {
        cipher = with;
    }

    void protect(KeySchedule13 with) {
        schedule = with;
        cipher = with.cipher(connection.ciphers());
    }

    @Override
    public boolean record(int type, byte[] data, int offset, int length, long nanos, int mark, int sequence) {
        boolean tls13 = connection.isTls13();
        if (!guarded && !begins(type, tls13)) {
            if (type == RecordStream.HANDSHAKE) {
                connection.hello(ofClient, data, offset, length, nanos);
            }
            return true;
        }
        if (tls13 && type != RecordStream.APPLICATION_DATA) {
            return false; // in the clear: what older devices on the way expect, or an alert
        }
        if (!guarded) {
            guarded = true;
            if (!tls13) {
                return true; // ChangeCipherSpec itself
            }
        }
        if (cipher == null && !connection.findKeys(this, ofClient)) {
            passOver(type, tls13, nanos);
            return false;
        }
        byte[] content = connection.content();
        long number = next;
        int count = cipher.open(type, number, data, offset, length, content);
        while (count == RecordCipher.REFUSED && number < next + slack) {
            count = cipher.open(type, ++number, data, offset, length, content);
        }
        if (count == RecordCipher.REFUSED) {
            refused(tls13, nanos);
            return false;
        }
        opened(number, nanos);
        read(tls13 ? 0 : type, number, content, count, nanos, ofClient ? mark : sequence);
        return true;
    }

    /** Whether protection begins: behind ChangeCipherSpec, in TLS 1.3 with the first record that says it is protected. */
    private static boolean begins(int type, boolean tls13) {
        return type == (tls13 ? RecordStream.APPLICATION_DATA : RecordStream.CHANGE_CIPHER_SPEC);
    }

    private void passOver(int type, boolean tls13, long nanos) {
        if (tls13 || records.searching()) {
            oneMissing();
        } else {
            next++;
            untold |= type == RecordStream.APPLICATION_DATA;
        }
        if (++passedOver > (ofClient ? PATIENCE : WINDOW)) {
            connection.giveUp(Undecipherable.NO_SECRET, nanos);
        }
    }

    private void refused(boolean tls13, long nanos) {
        unopened++;
        if (records.searching()) {
            if (unopened > MAX_ATTEMPTS) {
                connection.giveUp(Undecipherable.LOST, nanos);
            }
        } else if (!tls13 || proven || unopened > WINDOW) {
            connection.giveUp(Undecipherable.REFUSED, nanos);
        }
    }

    private void opened(long number, long nanos) {
        if (number != next) {
            postHandshake.restart();
            untold |= !told;
        }
        if (untold) {
            connection.lost(ofClient, nanos);
        }
        untold = false;
        next = number + 1;
        slack = 0;
        unopened = 0;
        told = false;
        proven = true;
    }

    /** @param outerType 0 in TLS 1.3, where the type is the last byte before the padding of zeros */
    private void read(int outerType, long number, byte[] content, int count, long nanos, int position) {
        int type = outerType;
        int length = count;
        if (type == 0) {
            while (length > 0 && content[length - 1] == 0) {
                length--;
            }
            type = length == 0 ? 0 : content[--length];
        }
        switch (type) {
            case RecordStream.APPLICATION_DATA -> connection.said(ofClient, content, length, nanos, position);
            case RecordStream.HANDSHAKE -> {
                if (schedule == null) {
                    if (number > 0) { // behind Finished: another handshake
                        connection.giveUp(Undecipherable.UNSUPPORTED, nanos);
                    }
                } else if (postHandshake.updatesKey(content, length)) {
                    protect(schedule.updated());
                    next = 0;
                }
            }
            default -> {} // an alert: the end of what this side says
        }
    }

    /** Bytes of this side are missing. Before its first record that opens, they may be the handshake's alone. */
    void gap(long bytes, long nanos) {
        records.gap(bytes);
        if (proven) {
            told = true;
            connection.lost(ofClient, nanos);
        }
    }

    @Override
    public void oneMissing() {
        slack = Math.min(slack + 1, WINDOW);
    }

    @Override
    public void someMissing() {
        slack = WINDOW;
        guarded = true; // in the clear there is nothing left that is needed
    }

    @Override
    public void noRecords(long nanos) {
        connection.giveUp(Undecipherable.REFUSED, nanos);
    }
}
