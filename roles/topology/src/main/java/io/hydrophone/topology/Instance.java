package io.hydrophone.topology;

import io.hydrophone.topology.instance.InstanceView;
import java.util.List;
import java.util.Set;

/**
 * A server in the picture, whether it was reached or not.
 *
 * @param address by which it is known here: that of the configuration or the command line first, then what it reports of itself
 * @param aliases its other addresses, in order
 * @param serverUuid null when nobody says it, and for MariaDB
 * @param view what it says of itself; null when it says nothing
 * @param failure why it says nothing, or not all; null for all
 * @param mentions what others say of it
 * @param roles in the order of {@link Role}
 */
public record Instance(
        Address address,
        List<Address> aliases,
        String serverUuid,
        InstanceView view,
        Failure failure,
        List<Mention> mentions,
        Set<Role> roles) {
    Instance withRoles(Set<Role> other) {
        return new Instance(address, aliases, serverUuid, view, failure, mentions, other);
    }
}
