package io.hydrophone.wire.session;

import io.hydrophone.protocol.ProxyHeader;
import java.util.Arrays;

/** Looks for a proxy's header before the first bytes that a client itself says; keeps what is not decided yet. */
final class ProxyPrelude {
    private byte[] kept = Exchange.NO_BYTES;
    private ProxyHeader header;
    private boolean decided;

    /** Takes a segment's bytes, after which {@link #decided} may tell. */
    void take(byte[] data, int offset, int length) {
        int before = kept.length;
        kept = Arrays.copyOf(kept, before + length);
        System.arraycopy(data, offset, kept, before, length);
        header = ProxyHeader.parse(kept, 0, kept.length);
        boolean cut = header != null && header.isIncomplete();
        decided = !cut || kept.length > ProxyHeader.MOST;
        header = cut ? null : header;
    }

    /** Whether it is known if there is a header. */
    boolean decided() {
        return decided;
    }

    /** The header, or null when there is none. */
    ProxyHeader header() {
        return header;
    }

    /** All bytes so far, the header's among them. */
    byte[] bytes() {
        return kept;
    }
}
