package io.hydrophone.probe.settings;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.group.StateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Keeps the changes of a group that outlast restarts, with their stamps, where a node has no configuration beside which they could
 * stand: {@code {"group":"production","settings":[…]}}.
 */
public final class SettingsFile implements Settings.Store {
    private static final JsonFactory JSON = new JsonFactory();

    private final StateFile file;
    private final String group;
    private GroupChanges kept;

    /**
     * Reads the file, if it is there.
     *
     * @param group the node's; what another one was asked does not hold for it
     * @throws ProblemException {@code bad-state-file} when it is no good
     */
    public SettingsFile(Path path, String group) {
        file = new StateFile(path);
        this.group = group;
        try {
            byte[] bytes = file.read();
            kept = bytes == null ? GroupChanges.NONE : read(bytes);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "bad-state-file",
                            "the changes that were kept cannot be read (" + e.getMessage() + ")",
                            file.path().toString(),
                            "correct the file, or move it away"),
                    e);
        }
    }

    private GroupChanges read(byte[] bytes) throws IOException {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            boolean isOurs = false;
            GroupChanges changes = GroupChanges.NONE;
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                JsonToken value = in.nextToken();
                if (name.equals("group")) {
                    isOurs = value == JsonToken.VALUE_STRING && in.getString().equals(group);
                } else if (name.equals(GroupChangesJson.PROPERTY)) {
                    changes = GroupChangesJson.read(in);
                } else {
                    in.skipChildren();
                }
            }
            return isOurs ? changes : GroupChanges.NONE;
        } catch (JacksonException e) {
            throw new IOException("no JSON", e);
        }
    }

    @Override
    public synchronized GroupChanges kept() {
        return kept;
    }

    @Override
    public synchronized void keep(GroupChange change) {
        GroupChanges next = kept.with(change);
        try {
            file.write(write(next));
            kept = next;
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "not-kept",
                            "the change cannot be kept (" + e.getClass().getSimpleName() + ")",
                            file.path().toString(),
                            "see whether the disk is full, and who may write there"),
                    e);
        }
    }

    private byte[] write(GroupChanges changes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("group", group);
            GroupChangesJson.write(changes, json);
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }
}
