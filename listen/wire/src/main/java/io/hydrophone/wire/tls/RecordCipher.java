package io.hydrophone.wire.tls;

/** Opens the protected records of one direction. */
sealed interface RecordCipher permits AeadCipher, CbcCipher {
    /** What {@link #open} returns for a record that was not protected so. */
    int REFUSED = -1;

    /**
     * Opens a record, if its code proves that it is the one with this number; nothing else is ever given out.
     *
     * @param type of the record's header
     * @param number how many records of this direction and key came before
     * @param data holds the record's body from {@code offset}
     * @param out receives the content; has room for the largest record
     * @return the content's length, or {@link #REFUSED}
     */
    int open(int type, long number, byte[] data, int offset, int length, byte[] out);
}
