package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What to do about transactions that only a replica has. */
final class ErrantAdvice {
    /** Of more than these nobody wants the list: the replica is built anew. */
    private static final int MOST = 50;

    private final Sight sight;

    ErrantAdvice(Sight sight) {
        this.sight = sight;
    }

    Advice of(Link.Replication link, boolean isMariaDb) {
        String compare = "compare the data first: what these changed is on " + link.from() + " alone. ";
        if (isMariaDb || link.drift().errant() > MOST) {
            return Advice.sql(
                    link.from(), compare + "Build the replica anew from a backup or a clone of its source", List.of());
        }
        List<String> lines = new ArrayList<>();
        gtids(link.drift().errantSet()).forEach(gtid -> lines.addAll(ChannelAdvice.empty(gtid)));
        lines.add("SET GTID_NEXT = 'AUTOMATIC'");
        return Advice.sql(
                root(link.to()),
                compare + "Empty transactions in their place at the source keep a later failover from failing on them",
                lines);
    }

    /** Where a transaction reaches all. */
    private Address root(Address source) {
        Set<Address> seen = new HashSet<>();
        Address at = source;
        while (seen.add(at)) {
            List<Link.Replication> up = sight.sources(at).stream()
                    .filter(link -> sight.at(link.to()).view() != null)
                    .toList();
            Instance here = sight.at(at);
            if (up.isEmpty() || (here.view() != null && isPrimary(here))) {
                return at;
            }
            at = up.getFirst().to();
        }
        return source;
    }

    private static boolean isPrimary(Instance instance) {
        return instance.roles().contains(Role.GROUP_PRIMARY);
    }

    /** Each of {@code uuid:1-3:7,uuid:tag:1}. */
    static List<String> gtids(String set) {
        List<String> all = new ArrayList<>();
        for (String ofServer : set.split(",", -1)) {
            String[] parts = ofServer.strip().split(":", -1);
            String prefix = parts[0];
            for (int i = 1; i < parts.length; i++) {
                String part = parts[i];
                if (!Character.isDigit(part.charAt(0))) {
                    prefix = parts[0] + ":" + part;
                    continue;
                }
                String[] ends = part.split("-", -1);
                for (long at = Long.parseLong(ends[0]); at <= Long.parseLong(ends[ends.length - 1]); at++) {
                    all.add(prefix + ":" + at);
                }
            }
        }
        return all;
    }
}
