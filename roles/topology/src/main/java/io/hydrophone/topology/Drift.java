package io.hydrophone.topology;

/**
 * By which transactions a replica and its source differ; null for what is not known.
 *
 * @param missing how many the source has and the replica has not; of MariaDB by sequence numbers
 * @param errant how many the replica has that came from none of its sources; of MariaDB at least so many
 * @param errantSet which these are; empty for none
 */
public record Drift(Long missing, Long errant, String errantSet) {
    static final Drift UNKNOWN = new Drift(null, null, null);
}
