package io.hydrophone.topology;

import java.util.List;

/**
 * A cluster that the configuration names.
 *
 * @param members where discovery begins; what they are linked to belongs to it as well
 * @param login for its members and what is found from them; null for that of the whole discovery
 */
public record NamedCluster(String name, List<Address> members, Login login) {}
