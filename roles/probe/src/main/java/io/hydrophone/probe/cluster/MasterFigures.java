package io.hydrophone.probe.cluster;

import io.hydrophone.core.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a master's {@code /status} says of its load and of its probes.
 *
 * @param queriesPerSecond over all probes, in the last ten seconds; −1 when it does not say
 * @param probes by name
 */
record MasterFigures(double queriesPerSecond, Map<String, Probe> probes) {
    static final MasterFigures UNKNOWN = new MasterFigures(-1, Map.of());

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * One of them.
     *
     * @param isUp whether it is connected, or its reports come
     * @param queriesPerSecond in its last report; −1 when there was none
     * @param lagMicros how old the end of its last report is; −1 when there was none
     * @param losses what it did not hear, by kind; only what there was
     */
    record Probe(boolean isUp, double queriesPerSecond, long lagMicros, Map<String, Long> losses) {
        /** Rate, lag and losses, as far as they are known. */
        String text() {
            List<String> parts = new ArrayList<>();
            parts.add(rate(queriesPerSecond));
            if (lagMicros >= 0) {
                parts.add(String.format(Locale.ROOT, "lag %.1f s", lagMicros / 1e6));
            }
            if (!losses.isEmpty()) {
                parts.add("lost: "
                        + losses.entrySet().stream()
                                .map(loss -> String.format(Locale.ROOT, "%,d %s", loss.getValue(), loss.getKey()))
                                .collect(Collectors.joining(", ")));
            }
            parts.removeIf(String::isEmpty);
            return String.join("  ", parts);
        }
    }

    /** Empty when it is not known. */
    static String rate(double queriesPerSecond) {
        return queriesPerSecond < 0 ? "" : String.format(Locale.ROOT, "%,10.0f q/s", queriesPerSecond);
    }

    /** @throws ProblemException {@code node-bad-answer} when this is no status */
    static MasterFigures read(String address, byte[] status) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), status)) {
            double rate = -1;
            Map<String, Probe> probes = Map.of();
            in.nextToken();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                JsonToken value = in.nextToken();
                if (name.equals("rates") && value == JsonToken.START_OBJECT) {
                    rate = rate(in);
                } else if (name.equals("probes") && value == JsonToken.START_ARRAY) {
                    probes = probes(in);
                } else {
                    in.skipChildren();
                }
            }
            return new MasterFigures(rate, probes);
        } catch (JacksonException e) {
            throw new ProblemException(ClusterProblems.badAnswer(address, e.getOriginalMessage()), e);
        }
    }

    private static double rate(JsonParser in) {
        double rate = -1;
        for (String window = in.nextName(); window != null; window = in.nextName()) {
            in.nextToken();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                JsonToken value = in.nextToken();
                if (window.equals("last_10s") && name.equals("queries_per_second") && value.isNumeric()) {
                    rate = in.getDoubleValue();
                } else {
                    in.skipChildren();
                }
            }
        }
        return rate;
    }

    private static Map<String, Probe> probes(JsonParser in) {
        Map<String, Probe> probes = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.START_OBJECT) {
            String probe = "";
            boolean isUp = true;
            double rate = -1;
            long lag = -1;
            Map<String, Long> losses = Map.of();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                JsonToken value = in.nextToken();
                switch (name) {
                    case "name" -> probe = in.getString();
                    case "state" -> isUp = in.getString().equals("up");
                    case "queries_per_second" -> rate = value.isNumeric() ? in.getDoubleValue() : -1;
                    case "lag_us" -> lag = value.isNumeric() ? in.getLongValue() : -1;
                    case "losses" -> losses = losses(in);
                    default -> in.skipChildren();
                }
            }
            probes.put(probe, new Probe(isUp, rate, lag, losses));
        }
        return probes;
    }

    private static Map<String, Long> losses(JsonParser in) {
        Map<String, Long> losses = new LinkedHashMap<>();
        for (String kind = in.nextName(); kind != null; kind = in.nextName()) {
            if (in.nextToken().isNumeric() && in.getLongValue() > 0) {
                losses.put(kind, in.getLongValue());
            }
        }
        return losses;
    }
}
