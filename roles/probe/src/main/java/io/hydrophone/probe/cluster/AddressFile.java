package io.hydrophone.probe.cluster;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.group.StateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A list of addresses that outlives restarts: {@code {"version":1,"addresses":["host:port"]}}. */
final class AddressFile {
    private static final int VERSION = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private final StateFile file;
    private final Consumer<Problem> told;
    private List<String> addresses;

    private AddressFile(StateFile file, List<String> addresses, Consumer<Problem> told) {
        this.file = file;
        this.addresses = addresses;
        this.told = told;
    }

    /** @throws ProblemException {@code bad-state-file} */
    static AddressFile open(Path path, Consumer<Problem> told) {
        StateFile file = new StateFile(path);
        try {
            byte[] bytes = file.read();
            return new AddressFile(file, bytes == null ? List.of() : read(bytes), told);
        } catch (IOException | ProblemException e) {
            throw new ProblemException(ClusterProblems.badFile(file.path(), e.getMessage()));
        }
    }

    synchronized List<String> addresses() {
        return addresses;
    }

    /** They are on the disk when this returns, or it was told why not. */
    synchronized void keep(List<String> next) {
        if (next.equals(addresses)) {
            return;
        }
        addresses = List.copyOf(next);
        try {
            file.write(write(addresses));
        } catch (IOException e) {
            told.accept(ClusterProblems.notKept(file.path(), e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }

    private static byte[] write(List<String> addresses) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("version", VERSION);
            json.writeName("addresses");
            json.writeStartArray();
            addresses.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    static List<String> read(byte[] bytes) throws IOException {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            int version = 0;
            List<String> addresses = new ArrayList<>();
            for (String field = in.nextName(); field != null; field = in.nextName()) {
                JsonToken value = in.nextToken();
                if (field.equals("version") && value == JsonToken.VALUE_NUMBER_INT) {
                    version = in.getIntValue();
                } else if (field.equals("addresses") && value == JsonToken.START_ARRAY) {
                    readInto(addresses, in);
                } else {
                    in.skipChildren();
                }
            }
            if (version != VERSION) {
                throw new IOException("no version " + VERSION);
            }
            return List.copyOf(addresses);
        } catch (JacksonException e) {
            throw new IOException("no JSON", e);
        }
    }

    private static void readInto(List<String> addresses, JsonParser in) throws IOException {
        for (JsonToken each = in.nextToken(); each != JsonToken.END_ARRAY; each = in.nextToken()) {
            if (each != JsonToken.VALUE_STRING) {
                throw new IOException("an address is no text");
            }
            addresses.add(NodeAddress.parse(in.getString()));
        }
    }
}
