package io.hydrophone.topology;

import io.hydrophone.topology.Mention.As;
import io.hydrophone.topology.instance.ConnectedReplica;
import io.hydrophone.topology.instance.GroupMember;
import io.hydrophone.topology.instance.InstanceView;
import io.hydrophone.topology.instance.ReplicationChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The others that an instance names, wherever it does. */
final class Mentions {
    private final Address speaker;
    private final InstanceView view;
    private final DiscoverySettings settings;
    private final List<Mention> mentions = new ArrayList<>();

    private Mentions(Address speaker, InstanceView view, DiscoverySettings settings) {
        this.speaker = speaker;
        this.view = view;
        this.settings = settings;
    }

    static List<Mention> in(InstanceView view, Address speaker, DiscoverySettings settings) {
        Mentions mentions = new Mentions(speaker, view, settings);
        mentions.sources();
        mentions.replicas();
        mentions.groups();
        return List.copyOf(mentions.mentions);
    }

    private void sources() {
        for (ReplicationChannel channel : orNone(view.channels())) {
            if (!channel.isOfGroup()) {
                add(
                        As.SOURCE,
                        Address.of(channel.sourceHost(), channel.sourcePort()),
                        channel.sourceUuid(),
                        channel.sourceServerId(),
                        "receiver " + channel.receiver().state(),
                        true);
            }
        }
    }

    private void replicas() {
        List<ConnectedReplica> replicas = orNone(view.replicas());
        List<String> peers = replicas.stream()
                .map(ConnectedReplica::peer)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        boolean listed = replicas.stream().anyMatch(replica -> replica.port() != null);
        for (ConnectedReplica replica : replicas) {
            String state = replica.isReading() ? "reads" : "listed";
            if (replica.host() != null && replica.port() != null) {
                add(
                        As.REPLICA,
                        Address.of(replica.host(), replica.port()),
                        replica.serverUuid(),
                        replica.serverId(),
                        state,
                        true);
            } else if (replica.port() != null) {
                // Which connection is whose is known by the UUID; else each of them may be.
                for (String peer : replica.isReading() ? List.of(replica.peer()) : peers) {
                    add(
                            As.REPLICA,
                            Address.of(peer, replica.port()),
                            replica.serverUuid(),
                            replica.serverId(),
                            state,
                            replica.isReading());
                }
            } else if (replica.isReading() && !listed) {
                add(
                        As.REPLICA,
                        Address.of(replica.peer(), view.identity().port()),
                        replica.serverUuid(),
                        null,
                        state,
                        false);
            }
        }
    }

    private void groups() {
        for (GroupMember member :
                view.group() == null ? List.<GroupMember>of() : view.group().members()) {
            add(As.GROUP_MEMBER, Address.of(member.host(), member.port()), member.uuid(), null, member.state(), true);
        }
        for (String address :
                view.galera() == null ? List.<String>of() : view.galera().incomingAddresses()) {
            add(As.GALERA_NODE, Address.parse(address, Address.USUAL_PORT), null, null, "", true);
        }
        for (String address :
                view.cluster() == null ? List.<String>of() : view.cluster().addresses()) {
            add(As.CLUSTER_INSTANCE, Address.parse(address, Address.USUAL_PORT), null, null, "", true);
        }
    }

    private void add(As as, Address named, String uuid, Long id, String state, boolean certain) {
        if (named != null) {
            Address address = settings.rewritten(named.saidBy(speaker));
            Mention mention = new Mention(speaker, as, address, uuid, id, state, certain);
            if (!mentions.contains(mention)) {
                mentions.add(mention);
            }
        }
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }
}
