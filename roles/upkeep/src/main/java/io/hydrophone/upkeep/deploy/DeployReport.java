package io.hydrophone.upkeep.deploy;

import io.hydrophone.upkeep.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a deployment came to, for people and for programs. */
public record DeployReport(DeployAction action, List<HostResult> results) {
    public DeployReport {
        results = List.copyOf(results);
    }

    public long count(HostResult.Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    public boolean isFailed() {
        return count(HostResult.Outcome.FAILED) > 0;
    }

    /** A table, those that failed last, then the sums. */
    public List<String> lines() {
        int name = results.stream()
                .mapToInt(result -> result.host().name().length())
                .max()
                .orElse(0);
        int login = results.stream()
                .mapToInt(result -> result.host().login().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (boolean failed : new boolean[] {false, true}) {
            for (HostResult result : results) {
                if (result.isFailed() == failed) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "%-" + Math.max(1, name) + "s  %-" + Math.max(1, login) + "s  %-9s  %5.1fs  %s",
                            result.host().name(),
                            result.host().login(),
                            result.outcome().label(),
                            result.micros() / 1e6,
                            result.detail()));
                    if (failed && !result.problem().action().isEmpty()) {
                        lines.add("  " + result.problem().action());
                    }
                }
            }
        }
        lines.add("");
        lines.add(count(HostResult.Outcome.DONE) + " done, " + count(HostResult.Outcome.UNCHANGED) + " unchanged, "
                + count(HostResult.Outcome.FAILED) + " failed");
        return lines;
    }

    /** One object. */
    public byte[] json() {
        return JsonText.object(json -> {
            json.writeStringProperty("action", action.label());
            for (HostResult.Outcome outcome : HostResult.Outcome.values()) {
                json.writeNumberProperty(outcome.label(), count(outcome));
            }
            json.writeArrayPropertyStart("hosts");
            for (HostResult result : results) {
                json.writeStartObject();
                json.writeStringProperty("name", result.host().name());
                json.writeStringProperty("address", result.host().address());
                json.writeNumberProperty("port", result.host().port());
                json.writeStringProperty("outcome", result.outcome().label());
                json.writeStringProperty("detail", result.detail());
                if (result.isFailed()) {
                    json.writeStringProperty("code", result.problem().code());
                    JsonText.optional(
                            json,
                            "action",
                            result.problem().action().isEmpty()
                                    ? null
                                    : result.problem().action());
                }
                json.writeNumberProperty("attempts", result.attempts());
                json.writeNumberProperty("duration_us", result.micros());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
