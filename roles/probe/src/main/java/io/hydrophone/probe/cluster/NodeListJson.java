package io.hydrophone.probe.cluster;

import io.hydrophone.probe.group.Role;
import io.hydrophone.report.ReportId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What {@code /cluster/listnodes} answers: an array with the fields of mysql-probe ({@code name}, {@code ip}, {@code gossip_port}, {@code meta}),
 * and beside them ours.
 */
final class NodeListJson {
    /** mysql-probe's word for a probe. */
    private static final String SLAVE = "slave";

    private static final int MAX_NODES = 10_000;
    private static final JsonFactory JSON = new JsonFactory();

    private NodeListJson() {}

    static byte[] write(List<ClusterNode> nodes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 10);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartArray();
            for (ClusterNode node : nodes) {
                write(json, node);
            }
            json.writeEndArray();
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, ClusterNode node) {
        boolean isProbe = node.role() == Role.PROBE;
        json.writeStartObject();
        json.writeStringProperty("name", node.name());
        json.writeStringProperty("ip", node.host());
        json.writeNumberProperty("gossip_port", node.gossipPort());
        json.writeName("meta");
        json.writeStartObject();
        json.writeStringProperty("role", isProbe ? SLAVE : node.role().label());
        json.writeNumberProperty("epic", isProbe ? 0 : node.epoch());
        json.writeStringProperty("group", node.group());
        json.writeNumberProperty("server_port", node.serverPort());
        json.writeEndObject();
        json.writeStringProperty("address", node.address());
        if (!node.groupAddress().isEmpty()) {
            json.writeStringProperty("group_address", node.groupAddress());
        }
        json.writeStringProperty("epoch", isProbe ? ReportId.epochText(node.epoch()) : Long.toString(node.epoch()));
        json.writeStringProperty("state", node.isUp() ? "up" : "down");
        if (node.lastSeenMicros() >= 0) {
            json.writeNumberProperty("last_seen_us", node.lastSeenMicros());
        }
        json.writeEndObject();
    }

    /** @throws IOException saying what is wrong with it */
    static List<ClusterNode> read(byte[] bytes) throws IOException {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (in.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("no list");
            }
            List<ClusterNode> nodes = new ArrayList<>();
            for (JsonToken each = in.nextToken(); each != JsonToken.END_ARRAY; each = in.nextToken()) {
                if (each != JsonToken.START_OBJECT || nodes.size() == MAX_NODES) {
                    throw new IOException("no object, or too many");
                }
                nodes.add(new Fields().read(in));
            }
            return nodes;
        } catch (JacksonException e) {
            throw new IOException("no JSON", e);
        }
    }

    /** Of one node, as they come. Those that are not known are passed over. */
    private static final class Fields {
        private String name = "";
        private String role = "";
        private String group = "";
        private String address = "";
        private String groupAddress = "";
        private String epoch = "";
        private boolean isUp = true;
        private long lastSeenMicros = -1;

        ClusterNode read(JsonParser in) throws IOException {
            readInto(in);
            Role known = switch (role) {
                case SLAVE -> Role.PROBE;
                case "master" -> Role.MASTER;
                case "standby" -> Role.STANDBY;
                default -> throw new IOException("a role that is not known");
            };
            return new ClusterNode(name, known, group, address, groupAddress, epochNumber(known), isUp, lastSeenMicros);
        }

        /** Those of {@code meta} have names of their own, so one level is read like the other. */
        private void readInto(JsonParser in) throws IOException {
            for (String field = in.nextName(); field != null; field = in.nextName()) {
                JsonToken value = in.nextToken();
                switch (field) {
                    case "meta" -> {
                        if (value != JsonToken.START_OBJECT) {
                            throw new IOException("meta is no object");
                        }
                        readInto(in);
                    }
                    case "name" -> name = text(in, value);
                    case "role" -> role = text(in, value);
                    case "group" -> group = text(in, value);
                    case "address" -> address = text(in, value);
                    case "group_address" -> groupAddress = text(in, value);
                    case "epoch" -> epoch = text(in, value);
                    case "state" -> isUp = text(in, value).equals("up");
                    case "last_seen_us" -> lastSeenMicros = number(in, value);
                    default -> in.skipChildren();
                }
            }
        }

        private long epochNumber(Role known) throws IOException {
            try {
                return epoch.isEmpty()
                        ? 0
                        : known == Role.PROBE ? Long.parseUnsignedLong(epoch, 16) : Long.parseLong(epoch);
            } catch (NumberFormatException e) {
                throw new IOException("an epoch that is no number", e);
            }
        }

        private static String text(JsonParser in, JsonToken value) throws IOException {
            if (value != JsonToken.VALUE_STRING) {
                throw new IOException("a field that is no text");
            }
            return in.getString();
        }

        private static long number(JsonParser in, JsonToken value) throws IOException {
            if (value != JsonToken.VALUE_NUMBER_INT) {
                throw new IOException("a field that is no number");
            }
            return in.getLongValue();
        }
    }
}
