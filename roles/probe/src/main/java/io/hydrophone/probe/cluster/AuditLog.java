package io.hydrophone.probe.cluster;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.PrivateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Who changed what: a file that others cannot read, to which a JSON object is added for each change, also for one that failed. */
public final class AuditLog {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_TEXT = 1_024;

    private final Path file;
    private final Consumer<Problem> told;

    /** @param file made with the first change */
    public AuditLog(Path file, Consumer<Problem> told) {
        this.file = file.toAbsolutePath();
        this.told = told;
    }

    /**
     * Adds a line. A disk that does not take it is told; the change stands.
     *
     * @param who the client's address
     * @param what the path with its parameters
     * @param result {@code ok} or the code of a problem
     */
    public synchronized void add(String who, String what, String result) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeNumberProperty("ts", ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
            json.writeStringProperty("who", who);
            json.writeStringProperty("what", what.substring(0, Math.min(what.length(), MAX_TEXT)));
            json.writeStringProperty("result", result);
            json.writeEndObject();
        }
        line.write('\n');
        try {
            PrivateFile.append(file, line.toByteArray());
        } catch (IOException e) {
            told.accept(ClusterProblems.notAudited(file, e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }
}
