package io.hydrophone.topology.gtid;

import java.util.Comparator;

/**
 * Who numbers transactions: a server or a group, and since MySQL 8.3 a tag that tells some of its transactions from others.
 *
 * @param uuid 36 characters in lower case
 * @param tag in lower case; empty for none
 */
record GtidSource(String uuid, String tag) implements Comparable<GtidSource> {
    /** MySQL's own: by UUID, what has no tag first. */
    private static final Comparator<GtidSource> ORDER =
            Comparator.comparing(GtidSource::uuid).thenComparing(GtidSource::tag);

    @Override
    public int compareTo(GtidSource other) {
        return ORDER.compare(this, other);
    }
}
