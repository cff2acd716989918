package io.hydrophone.bench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a report as JSON. */
public final class ResultsFile {
    private ResultsFile() {}

    public static void write(Path file, Instant at, Report report) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        try (JsonGenerator json = mapper.createGenerator(Files.newBufferedWriter(file))) {
            json.writeStartObject();
            json.writeStringProperty("at", at.toString());
            json.writePOJOProperty("machine", report.machine());
            json.writePOJOProperty("inputs", report.inputs());
            json.writePOJOProperty("neighbours_share", report.neighbours());
            json.writeArrayPropertyStart("findings");
            report.findings().forEach(finding -> write(json, finding));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("claim", finding.claim());
        json.writeStringProperty("unit", finding.unit());
        json.writeNumberProperty("ours", finding.ours());
        if (finding.hasPeer()) {
            json.writeNumberProperty("peer", finding.peer());
        }
        json.writeNumberProperty("figure", finding.figure().median());
        json.writeNumberProperty("figure_low", finding.figure().low());
        json.writeNumberProperty("figure_high", finding.figure().high());
        if (finding.bound() != null) {
            json.writeStringProperty("bound", finding.bound().toString());
        }
        json.writeNumberProperty("samples", finding.samples());
        json.writeStringProperty("verdict", finding.verdict());
        json.writeEndObject();
    }
}
