package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.gtid.GtidSet;
import io.hydrophone.topology.instance.Transactions;
import java.util.ArrayList;
import java.util.List;

/** Where replicas of a dead source may turn. */
final class Promotion {
    private final Sight sight;

    Promotion(Sight sight) {
        this.sight = sight;
    }

    /** The replica that has received all that any other has is promoted; the others follow it. */
    List<Advice> of(List<Link.Replication> replicas) {
        Link.Replication best = best(replicas);
        if (best == null) {
            return List.of();
        }
        Statements words = statements(best);
        String channel = best.channel().name();
        List<String> lines = new ArrayList<>(List.of(words.stop(channel), words.forget(channel)));
        lines.addAll(words.openForWriting());
        List<Advice> advice = new ArrayList<>();
        advice.add(Advice.sql(
                best.from(),
                "or promote this one, when the source is surely gone and this has applied all that it received"
                        + (replicas.size() == 1 ? "" : ": no other has received more"),
                lines));
        for (Link.Replication other : replicas) {
            if (!other.equals(best) && other.channel().autoPosition()) {
                advice.add(Advice.sql(
                        other.from(),
                        "and let this one follow it",
                        statements(other).follow(other.channel().name(), best.from())));
            }
        }
        return advice;
    }

    /** Replicas of a dead intermediate source follow the one above it. */
    List<Advice> repoint(List<Link.Replication> replicas, Address above) {
        if (above == null) {
            return List.of();
        }
        return replicas.stream()
                .filter(link -> link.channel().autoPosition())
                .map(link -> Advice.sql(
                        link.from(),
                        "or let this one follow the source above it",
                        statements(link).follow(link.channel().name(), above)))
                .toList();
    }

    private Link.Replication best(List<Link.Replication> replicas) {
        if (replicas.size() == 1) {
            return replicas.getFirst();
        }
        for (Link.Replication link : replicas) {
            GtidSet mine = received(link);
            if (mine != null
                    && replicas.stream().map(this::received).allMatch(other -> other != null && mine.contains(other))) {
                return link;
            }
        }
        return null;
    }

    private GtidSet received(Link.Replication link) {
        Instance replica = sight.at(link.from());
        if (!(replica.view().transactions() instanceof Transactions.MySql mine)) {
            return null;
        }
        GtidSet retrieved = link.channel().retrieved();
        return retrieved == null ? mine.executed() : mine.executed().union(retrieved);
    }

    private Statements statements(Link.Replication link) {
        return new Statements(sight.at(link.from()).view().identity().version());
    }
}
