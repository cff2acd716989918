package io.hydrophone.topology;

import java.util.List;
import java.util.Locale;

/**
 * Instances that are tied to one another.
 *
 * @param instances in order
 */
public record Cluster(String name, NamedBy namedBy, List<Address> instances) {
    /** Where its name comes from. */
    public enum NamedBy {
        CONFIGURATION,
        INNODB_CLUSTER,
        GROUP,
        GALERA,
        ROOT;

        /** {@code innodb_cluster}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
