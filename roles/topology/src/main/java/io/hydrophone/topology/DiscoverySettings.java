package io.hydrophone.topology;

import java.time.Duration;
import java.util.Map;

/**
 * The bounds of a discovery.
 *
 * @param deadline for all that one instance is asked
 * @param concurrency how many are asked at a time
 * @param maxInstances how many addresses are asked in all
 * @param aliases what is asked instead of an address that servers name; hosts with any port have port 0 on both sides
 */
public record DiscoverySettings(Duration deadline, int concurrency, int maxInstances, Map<Address, Address> aliases) {
    public static final DiscoverySettings USUAL = new DiscoverySettings(Duration.ofSeconds(3), 32, 1_000, Map.of());

    /** In an alias, that it holds for every port. */
    public static final int ANY_PORT = 0;

    public DiscoverySettings withDeadline(Duration other) {
        return new DiscoverySettings(other, concurrency, maxInstances, aliases);
    }

    /** The address to ask for one that was named. */
    Address rewritten(Address named) {
        Address exact = aliases.get(named);
        Address other = exact != null ? exact : aliases.get(new Address(named.host(), ANY_PORT));
        if (other == null) {
            return named;
        }
        return other.port() == ANY_PORT ? new Address(other.host(), named.port()) : other;
    }
}
