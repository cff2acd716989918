package io.hydrophone.probe.group;

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

/** {@link GroupState} as JSON. Fields that are not known are passed over. */
final class GroupStateJson {
    private static final int VERSION = 1;
    private static final int MAX_PORT = 65_535;
    private static final JsonFactory JSON = new JsonFactory();

    private GroupStateJson() {}

    static byte[] write(GroupState state) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("version", VERSION);
            json.writeStringProperty("name", state.name());
            json.writeStringProperty("group", state.group());
            json.writeStringProperty("role", state.role().label());
            json.writeNumberProperty("epoch", state.epoch());
            json.writeNumberProperty("port", state.port());
            json.writeBooleanProperty("left", state.left());
            write(json, "joined", state.joined());
            json.writeName("nodes");
            json.writeStartArray();
            for (Node node : state.nodes()) {
                json.writeStartObject();
                json.writeStringProperty("name", node.name());
                json.writeStringProperty("role", node.role().label());
                json.writeStringProperty("address", node.address());
                json.writeStringProperty("group_address", node.groupAddress());
                json.writeNumberProperty("epoch", node.epoch());
                json.writeEndObject();
            }
            json.writeEndArray();
            write(json, "left_behind", state.leftBehind());
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, String name, List<String> texts) {
        json.writeName(name);
        json.writeStartArray();
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** @throws IOException saying what is wrong with it */
    static GroupState read(byte[] bytes) throws IOException {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            return read(in);
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : " at " + e.getLocation().offsetDescription();
            throw new IOException("no JSON" + where, e);
        }
    }

    private static GroupState read(JsonParser in) throws IOException {
        require(in.nextToken() == JsonToken.START_OBJECT, "no JSON object");
        String name = null;
        String group = null;
        Role role = Role.STANDBY;
        long version = -1;
        long epoch = 0;
        long port = 0;
        boolean left = false;
        List<String> joined = List.of();
        List<Node> nodes = List.of();
        List<String> leftBehind = List.of();
        for (String field = in.nextName(); field != null; field = in.nextName()) {
            JsonToken value = in.nextToken();
            switch (field) {
                case "version" -> version = number(in, value, VERSION, field);
                case "name" -> name = text(in, value, field);
                case "group" -> group = text(in, value, field);
                case "role" -> role = role(text(in, value, field));
                case "epoch" -> epoch = number(in, value, Long.MAX_VALUE / 2, field);
                case "port" -> port = number(in, value, MAX_PORT, field);
                case "left" -> left = value == JsonToken.VALUE_TRUE;
                case "joined" -> joined = texts(in, value, field);
                case "nodes" -> nodes = nodes(in, value);
                case "left_behind" -> leftBehind = texts(in, value, field);
                default -> in.skipChildren();
            }
        }
        require(version == VERSION, "no version " + VERSION);
        require(name != null && ControlCodec.isName(name), "no name");
        require(group != null && ControlCodec.isName(group), "no group");
        return new GroupState(name, group, role, epoch, (int) port, left, joined, nodes, leftBehind);
    }

    private static List<Node> nodes(JsonParser in, JsonToken value) throws IOException {
        require(value == JsonToken.START_ARRAY, "nodes is no list");
        List<Node> nodes = new ArrayList<>();
        for (JsonToken each = in.nextToken(); each != JsonToken.END_ARRAY; each = in.nextToken()) {
            require(each == JsonToken.START_OBJECT, "a node is no object");
            nodes.add(node(in));
        }
        return nodes;
    }

    private static Node node(JsonParser in) throws IOException {
        String name = "";
        Role role = Role.STANDBY;
        String address = "";
        String groupAddress = "";
        long epoch = 0;
        for (String field = in.nextName(); field != null; field = in.nextName()) {
            JsonToken value = in.nextToken();
            switch (field) {
                case "name" -> name = text(in, value, field);
                case "role" -> role = role(text(in, value, field));
                case "address" -> address = text(in, value, field);
                case "group_address" -> groupAddress = text(in, value, field);
                case "epoch" -> epoch = number(in, value, Long.MAX_VALUE / 2, field);
                default -> in.skipChildren();
            }
        }
        require(ControlCodec.isName(name), "a node has no name");
        return new Node(name, role, address, groupAddress, epoch);
    }

    private static List<String> texts(JsonParser in, JsonToken value, String field) throws IOException {
        require(value == JsonToken.START_ARRAY, field + " is no list");
        List<String> texts = new ArrayList<>();
        for (JsonToken each = in.nextToken(); each != JsonToken.END_ARRAY; each = in.nextToken()) {
            texts.add(text(in, each, field));
        }
        return texts;
    }

    private static Role role(String label) throws IOException {
        for (Role role : Role.values()) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        throw new IOException("a role that is not known");
    }

    private static String text(JsonParser in, JsonToken value, String field) throws IOException {
        require(value == JsonToken.VALUE_STRING, field + " is no text");
        return in.getString();
    }

    private static long number(JsonParser in, JsonToken value, long most, String field) throws IOException {
        require(value == JsonToken.VALUE_NUMBER_INT, field + " is no whole number");
        long number = in.getLongValue();
        require(number >= 0 && number <= most, field + " is out of its range");
        return number;
    }

    private static void require(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException(what);
        }
    }
}
