package io.hydrophone.topology.report;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Cluster;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.Mention;
import io.hydrophone.topology.Role;
import io.hydrophone.topology.Topology;
import io.hydrophone.topology.diagnosis.Finding;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** A topology as one JSON object; docs/topology.md has its fields. What is unknown is absent. */
final class TopologyJson {
    private final Topology topology;
    private final List<Finding> findings;

    TopologyJson(Topology topology, List<Finding> findings) {
        this.topology = topology;
        this.findings = findings;
    }

    /** Writes it with a line break at the end. */
    void write(OutputStream out) {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            Json json = new Json(generator);
            generator.writeStartObject();
            json.number("taken_at", micros(topology.takenAt()));
            json.flag("truncated", topology.truncated());
            json.list("clusters", topology.clusters(), cluster -> cluster(json, cluster));
            json.list("instances", topology.instances(), instance -> instance(json, instance));
            json.list("links", topology.links(), link -> link(json, link));
            json.list("findings", findings, finding -> FindingJson.write(json, finding));
            generator.writeEndObject();
            generator.writeRaw('\n');
        }
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static void cluster(Json json, Cluster cluster) {
        json.text("name", cluster.name());
        json.text("named_by", cluster.namedBy().label());
        json.texts("instances", cluster.instances().stream().map(Address::toString));
    }

    private static void instance(Json json, Instance instance) {
        json.text("address", instance.address().toString());
        json.texts("aliases", instance.aliases().stream().map(Address::toString));
        json.text("server_uuid", instance.serverUuid());
        json.texts("roles", instance.roles().stream().map(Role::label));
        if (instance.failure() != null) {
            json.object("failure", () -> {
                json.text("kind", instance.failure().kind().label());
                json.text("code", instance.failure().problem().code());
                json.text("message", instance.failure().problem().message());
                json.flag("accepts_tcp", instance.failure().acceptsTcp() ? true : null);
            });
        }
        json.list("mentions", instance.mentions(), mention -> mention(json, mention));
        if (instance.view() != null) {
            json.object("view", () -> ViewJson.write(json, instance.view()));
        }
    }

    private static void mention(Json json, Mention mention) {
        json.text("by", mention.by().toString());
        json.text("as", mention.as().label());
        json.text("address", mention.address().toString());
        json.text("state", mention.state());
        json.flag("certain", mention.certain());
    }

    private static void link(Json json, Link link) {
        json.text(
                "type",
                switch (link) {
                    case Link.Replication _ -> "replication";
                    case Link.Group _ -> "group";
                    case Link.Galera _ -> "galera";
                });
        json.text("from", link.from().toString());
        json.text("to", link.to().toString());
        switch (link) {
            case Link.Replication replication -> {
                if (replication.channel() != null) {
                    json.text("channel", replication.channel().name());
                }
                json.number("missing", replication.drift().missing());
                json.number("errant", replication.drift().errant());
                json.text("errant_set", replication.drift().errantSet());
            }
            case Link.Group group -> {
                json.text("group", group.group());
                json.text("state", group.state());
                json.text("role", group.role());
            }
            case Link.Galera galera -> json.text("cluster", galera.cluster());
        }
    }
}
