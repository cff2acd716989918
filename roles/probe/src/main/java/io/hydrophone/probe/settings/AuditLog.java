package io.hydrophone.probe.settings;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.PrivateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Who changed what: a JSON object a line, appended to a file that others cannot read, or told at once. */
public final class AuditLog {
    private static final JsonFactory JSON = new JsonFactory();

    /** Null where lines are told. */
    private final Path file;

    private final Consumer<String> told;

    public AuditLog(Path file) {
        this.file = file;
        this.told = null;
    }

    public AuditLog(Consumer<String> told) {
        this.file = null;
        this.told = told;
    }

    /**
     * Notes all that a change changes.
     *
     * @throws ProblemException {@code no-audit} when it cannot be written: then nothing may be changed
     */
    void note(String client, LiveSettings before, LiveSettings after, boolean persist) {
        StringBuilder lines = new StringBuilder();
        long micros = System.currentTimeMillis() * 1_000;
        line(
                lines,
                micros,
                client,
                SettingsChange.INTERVAL,
                millis(before.interval()),
                millis(after.interval()),
                persist);
        line(
                lines,
                micros,
                client,
                SettingsChange.SLOW_THRESHOLD,
                slow(before.slowNanos()),
                slow(after.slowNanos()),
                persist);
        line(
                lines,
                micros,
                client,
                SettingsChange.SAMPLE,
                before.sample().toString(),
                after.sample().toString(),
                persist);
        if (file == null) {
            lines.toString().lines().forEach(told);
            return;
        }
        try {
            PrivateFile.append(file, lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            Problem problem = new Problem(
                    "no-audit",
                    "the change cannot be noted (" + e.getClass().getSimpleName() + "), so nothing is changed",
                    file.toString(),
                    "see whether the disk is full, and who may write there");
            throw new ProblemException(problem, e);
        }
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    private static String slow(long nanos) {
        return nanos < 0 ? null : Long.toString(nanos / 1_000_000);
    }

    /** @param before null where it was unknown; and so {@code after} */
    private static void line(
            StringBuilder lines,
            long micros,
            String client,
            String what,
            String before,
            String after,
            boolean persist) {
        if (after == null || after.equals(before)) {
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("ts", micros);
            json.writeStringProperty("client", client);
            json.writeStringProperty("what", what);
            if (before != null) {
                json.writeStringProperty("before", before);
            }
            json.writeStringProperty("after", after);
            json.writeBooleanProperty("persist", persist);
            json.writeEndObject();
        }
        lines.append(out.toString(StandardCharsets.UTF_8)).append('\n');
    }
}
