package io.hydrophone.topology.gtid;

import java.util.Comparator;

/**
 * A transaction of MariaDB's: {@code 0-1-42}.
 *
 * @param domain a stream of transactions that are in order, from 0 to 2^32 - 1
 * @param server the {@code server_id} of who numbered it, from 0 to 2^32 - 1
 * @param sequence unsigned 64 bits, counted within the domain
 */
public record MariaDbGtid(long domain, long server, long sequence) implements Comparable<MariaDbGtid> {
    private static final Comparator<MariaDbGtid> ORDER = Comparator.comparingLong(MariaDbGtid::domain)
            .thenComparingLong(MariaDbGtid::server)
            .thenComparing(MariaDbGtid::sequence, Long::compareUnsigned);

    @Override
    public int compareTo(MariaDbGtid other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return domain + "-" + server + "-" + Long.toUnsignedString(sequence);
    }
}
