package io.hydrophone.probe.group;

import java.util.Collection;
import java.util.List;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCPPING;

/** Looks for others at a list of addresses that may change while it does. */
final class KnownNodes extends TCPPING {
    KnownNodes() {
        setId(ClassConfigurator.getProtocolId(TCPPING.class));
        setPortRange(0);
        // Who answers need not be the coordinator: it tells where the others are, too.
        returnEntireCache(true);
        initial_hosts_set_programmatically = true;
    }

    void lookAt(Collection<? extends PhysicalAddress> addresses) {
        initial_hosts = List.copyOf(addresses);
    }

    /** So that a port that was chosen is good, too: others learn it from those who know it. */
    @Override
    public boolean isDynamic() {
        return true;
    }
}
