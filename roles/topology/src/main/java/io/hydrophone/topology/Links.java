package io.hydrophone.topology;

import io.hydrophone.topology.instance.GroupMember;
import io.hydrophone.topology.instance.InstanceView;
import io.hydrophone.topology.instance.ReplicationChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ties instances to one another, by what each says. */
final class Links {
    private final Instances instances;
    private final DiscoverySettings settings;
    private final Drifts drifts;

    Links(Instances instances, DiscoverySettings settings, Drifts drifts) {
        this.instances = instances;
        this.settings = settings;
        this.drifts = drifts;
    }

    /** In order: by who says so, then by whom it is about. */
    List<Link> all() throws InterruptedException {
        List<Link.Replication> replication = replication();
        List<Link> links = new ArrayList<>(drifts.added(replication));
        for (Instance instance : instances.all()) {
            if (instance.view() != null) {
                groups(instance, links);
            }
        }
        links.sort(Comparator.comparing(Link::from).thenComparing(Link::to));
        return List.copyOf(links);
    }

    private List<Link.Replication> replication() {
        List<Link.Replication> links = new ArrayList<>();
        for (Instance instance : instances.all()) {
            InstanceView view = instance.view();
            if (view != null && view.channels() != null) {
                for (ReplicationChannel channel : view.channels()) {
                    Instance source = channel.isOfGroup() ? null : source(instance, channel);
                    if (source != null) {
                        links.add(new Link.Replication(instance.address(), source.address(), channel, Drift.UNKNOWN));
                    }
                }
            } else {
                heard(instance, links);
            }
        }
        return links;
    }

    /** A replica that tells nothing is one by its sources' word. */
    private void heard(Instance instance, List<Link.Replication> links) {
        instance.mentions().stream()
                .filter(mention -> mention.as() == Mention.As.REPLICA)
                .map(Mention::by)
                .distinct()
                .forEach(by -> links.add(new Link.Replication(
                        instance.address(), instances.at(by).address(), null, Drift.UNKNOWN)));
    }

    private Instance source(Instance replica, ReplicationChannel channel) {
        Address named = Address.of(channel.sourceHost(), channel.sourcePort());
        return named == null
                ? null
                : instances.find(channel.sourceUuid(), settings.rewritten(named.saidBy(replica.address())));
    }

    private void groups(Instance instance, List<Link> links) {
        InstanceView view = instance.view();
        if (view.group() != null) {
            for (GroupMember member : view.group().members()) {
                Address named = Address.of(member.host(), member.port());
                Instance other = instances.find(
                        member.uuid(), named == null ? null : settings.rewritten(named.saidBy(instance.address())));
                if (other != null) {
                    links.add(new Link.Group(
                            instance.address(), other.address(), view.group().name(), member.state(), member.role()));
                }
            }
        }
        if (view.galera() != null) {
            for (String incoming : view.galera().incomingAddresses()) {
                Address named = Address.parse(incoming, Address.USUAL_PORT);
                Instance other =
                        named == null ? null : instances.at(settings.rewritten(named.saidBy(instance.address())));
                if (other != null) {
                    links.add(new Link.Galera(
                            instance.address(), other.address(), view.galera().clusterName()));
                }
            }
        }
    }
}
