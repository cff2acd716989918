package io.hydrophone.agent.life;

import io.hydrophone.agent.check.CheckSettings;
import io.hydrophone.agent.check.CheckStatus;
import io.hydrophone.core.ServiceCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** How the checks fare. */
public final class ChecksPart implements Part {
    private final Supplier<List<CheckStatus>> checks;

    public ChecksPart(Supplier<List<CheckStatus>> checks) {
        this.checks = checks;
    }

    @Override
    public String name() {
        return "checks";
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStartArray();
        checks.get().forEach(check -> write(check, json));
        json.writeEndArray();
    }

    private static void write(CheckStatus check, JsonGenerator json) {
        CheckSettings settings = check.settings();
        json.writeStartObject();
        json.writeStringProperty("check", settings.kind());
        json.writeStringProperty("instance", settings.instance());
        json.writeNumberProperty("pace_us", settings.pace().toNanos() / 1_000);
        json.writeNumberProperty("runs", check.runs());
        json.writeNumberProperty("failures", check.failures());
        if (check.lastRun() != null) {
            json.writeNumberProperty("last_ts", micros(check.lastRun()));
            json.writeNumberProperty("last_us", check.lastNanos() / 1_000);
            json.writeNumberProperty("mean_us", check.totalNanos() / check.runs() / 1_000);
            json.writeNumberProperty("samples", check.samples());
        }
        json.writeNumberProperty("series_dropped", check.overflow());
        if (check.runningNanos() >= 0) {
            json.writeNumberProperty("running_us", check.runningNanos() / 1_000);
        }
        if (check.problem() != null) {
            json.writeStringProperty("problem", check.problem().code());
            json.writeStringProperty("message", check.problem().message());
        }
        json.writeArrayPropertyStart("services");
        for (ServiceCheck service : check.services()) {
            json.writeStartObject();
            json.writeStringProperty("name", service.name());
            json.writeStringProperty("status", service.status().label());
            json.writeStringProperty("tags", service.tags().toString());
            json.writeStringProperty("message", service.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String kind = "";
        for (CheckStatus check : checks.get()) {
            if (!check.settings().kind().equals(kind)) {
                kind = check.settings().kind();
                lines.add(kind);
            }
            lines.add("  - instance " + check.settings().instance() + " [" + state(check) + "]");
            if (check.problem() != null) {
                check.problem().text().lines().forEach(line -> lines.add("      " + line));
            }
            if (check.lastRun() != null) {
                lines.add(String.format(
                        Locale.ROOT,
                        "    - %,d samples in %.1f ms; %,d runs, %,d failed, %.1f ms each",
                        check.samples(),
                        check.lastNanos() / 1e6,
                        check.runs(),
                        check.failures(),
                        check.totalNanos() / 1e6 / check.runs()));
            }
            for (ServiceCheck service : check.services()) {
                lines.add("    - " + service.name() + " " + service.tags() + " ["
                        + service.status().name() + "] " + service.message());
            }
            if (check.overflow() > 0) {
                lines.add("    - " + check.overflow() + " series found no room");
            }
        }
        return lines;
    }

    private static String state(CheckStatus check) {
        if (check.runningNanos() >= TimeUnit.MINUTES.toNanos(1)) {
            return "STUCK for " + TimeUnit.NANOSECONDS.toSeconds(check.runningNanos()) + " s";
        }
        return check.lastRun() == null ? "not run yet" : check.problem() == null ? "OK" : "ERROR";
    }

    private static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1_000;
    }
}
