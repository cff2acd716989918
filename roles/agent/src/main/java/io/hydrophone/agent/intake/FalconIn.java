package io.hydrophone.agent.intake;

import io.hydrophone.core.Sample;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import java.util.ArrayList;
import java.util.List;

/** What is sent to open-falcon's agent and transfer, and what the scripts of a monitoring in shell send. */
public final class FalconIn {
    private FalconIn() {}

    /**
     * {@code /v1/push}: one, or a list of {@code {"metric", "endpoint", "timestamp", "step", "value", "counterType", "tags":
     * "k=v,k=v"}}.
     */
    static void push(JsonIn in, long now, List<Signal> into) {
        if (in.isObject()) {
            into.add(pushed(in, now));
        } else {
            in.list(() -> into.add(pushed(in, now)));
        }
    }

    /**
     * A call of {@code Transfer.Update} by JSON-RPC: {@code {"method", "params": [[…]], "id"}}. A point that is not right is
     * left out.
     *
     * @throws io.hydrophone.core.ProblemException when it is no JSON, or no such call
     */
    public static FalconCall call(byte[] line, long now) {
        List<Signal> points = new ArrayList<>();
        long[] id = {0};
        int[] invalid = {0};
        String[] method = {""};
        try (JsonIn in = new JsonIn(line)) {
            in.object(field -> {
                switch (field) {
                    case "method" -> method[0] = in.text();
                    case "id" -> id[0] = Math.round(in.number());
                    case "params" -> in.list(() -> invalid[0] += points(in, now, points));
                    default -> in.skip();
                }
            });
            in.end();
        }
        return new FalconCall(method[0], id[0], points, invalid[0]);
    }

    /** Returns how many were left out. */
    private static int points(JsonIn in, long now, List<Signal> into) {
        if (!in.isList()) { // Of a call that brings none.
            in.skip();
            return 0;
        }
        int[] invalid = {0};
        in.list(() -> {
            if (!in.reads(() -> into.add(pushed(in, now)))) {
                invalid[0]++;
            }
        });
        return invalid[0];
    }

    private static Sample pushed(JsonIn in, long now) {
        SampleDraft draft = new SampleDraft(now);
        in.object(field -> {
            switch (field) {
                case "metric" -> draft.name = in.text();
                case "endpoint" -> draft.host = in.text();
                case "timestamp" -> draft.ts = in.time();
                case "step" -> draft.interval(in.number(), in);
                case "value" -> draft.value = in.number();
                case "counterType" -> draft.kind(in.text(), in);
                case "tags" -> draft.tags.addAll(tags(in.text()));
                default -> in.skip();
            }
        });
        return draft.sample(in);
    }

    /** {@code k=v,k=v}, as tags of ours. */
    public static List<String> tags(String text) {
        List<String> tags = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            String pair =
                    text.substring(from, comma < 0 ? text.length() : comma).strip();
            int equals = pair.indexOf('=');
            tags.add(equals < 0 ? pair : Tags.text(pair.substring(0, equals), pair.substring(equals + 1)));
            from = comma < 0 ? text.length() + 1 : comma + 1;
        }
        return tags;
    }

    /**
     * {@code /openapi/v2/datapoints}: one, or a list of {@code {"hostId", "host", "metric", "timeStamp", "value", "tags",
     * "type"}}; the host's id becomes a tag {@code host_id}.
     */
    static void datapoints(JsonIn in, long now, List<Signal> into) {
        if (in.isObject()) {
            into.add(datapoint(in, now));
        } else {
            in.list(() -> into.add(datapoint(in, now)));
        }
    }

    private static Sample datapoint(JsonIn in, long now) {
        SampleDraft draft = new SampleDraft(now);
        in.object(field -> {
            switch (field) {
                case "metric" -> draft.name = in.text();
                case "host" -> draft.host = in.text();
                case "hostId" -> hostId(draft, in.text());
                case "timeStamp" -> draft.ts = in.time();
                case "value" -> draft.value = in.number();
                case "type" -> draft.kind(in.text(), in);
                case "tags" -> draft.tags.addAll(in.isList() ? in.texts() : tags(in.text()));
                default -> in.skip();
            }
        });
        return draft.sample(in);
    }

    private static void hostId(SampleDraft draft, String id) {
        if (!id.isEmpty()) {
            draft.tags.add(Tags.text("host_id", id));
        }
    }
}
