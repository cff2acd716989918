package io.hydrophone.agent.intake;

import io.hydrophone.core.Event;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Datadog's clients and dd-agent's collector send. */
final class DatadogIn {
    private DatadogIn() {}

    /** {@code /api/v1/series}: {@code {"series": [{"metric", "points": [[ts, value]], "type", "interval", "host", "tags"}]}}. */
    static void series(JsonIn in, long now, List<Signal> into) {
        in.object(field -> {
            if (field.equals("series")) {
                in.list(() -> oneSeries(in, now, into));
            } else {
                in.skip();
            }
        });
    }

    private record Point(long ts, double value) {}

    private static void oneSeries(JsonIn in, long now, List<Signal> into) {
        SampleDraft draft = new SampleDraft(now);
        List<Point> points = new ArrayList<>();
        in.object(field -> {
            switch (field) {
                case "metric" -> draft.name = in.text();
                case "host" -> draft.host = in.text();
                case "type" -> draft.kind(in.text(), in);
                case "tags" -> draft.tags.addAll(in.texts());
                case "device" -> device(draft, in.text());
                case "interval" -> {
                    String seconds = in.text();
                    draft.interval(seconds.isEmpty() ? 0 : in.number(), in);
                }
                case "points" -> in.list(() -> points.add(point(in)));
                default -> in.skip();
            }
        });
        for (Point point : points) {
            draft.ts = point.ts();
            draft.value = point.value();
            into.add(draft.sample(in));
        }
    }

    private static void device(SampleDraft draft, String device) {
        if (!device.isEmpty()) {
            draft.tags.add(Tags.text("device", device));
        }
    }

    private static Point point(JsonIn in) {
        double[] value = new double[1];
        long[] time = new long[1];
        int[] at = new int[1];
        in.list(() -> {
            switch (at[0]++) {
                case 0 -> time[0] = in.time();
                case 1 -> value[0] = in.number();
                default -> throw in.problem("a point is a time and a value");
            }
        });
        if (at[0] != 2) {
            throw in.problem("a point is a time and a value");
        }
        return new Point(time[0], value[0]);
    }

    /** {@code /api/v1/check_run}: one, or a list of {@code {"check", "host_name", "status", "timestamp", "message", "tags"}}. */
    static void checks(JsonIn in, long now, List<Signal> into) {
        if (in.isObject()) {
            into.add(check(in, now));
        } else {
            in.list(() -> into.add(check(in, now)));
        }
    }

    private static ServiceCheck check(JsonIn in, long now) {
        String[] texts = {"", "", ""};
        List<String> tags = new ArrayList<>();
        long[] ts = {now};
        int[] status = {-1};
        in.object(field -> {
            switch (field) {
                case "check" -> texts[0] = in.text();
                case "host_name" -> texts[1] = in.text();
                case "message" -> texts[2] = in.text();
                case "status" -> status[0] = status(in);
                case "timestamp" -> ts[0] = in.text().isEmpty() ? now : in.time();
                case "tags" -> tags.addAll(in.texts());
                default -> in.skip();
            }
        });
        if (texts[0].isBlank() || status[0] < 0) {
            throw in.problem("a service check has a name and a status");
        }
        return new ServiceCheck(texts[0], ServiceCheck.Status.of(status[0]), Tags.of(tags), texts[1], ts[0], texts[2]);
    }

    private static int status(JsonIn in) {
        double number = in.number();
        if (number != 0 && number != 1 && number != 2 && number != 3) {
            throw in.problem("a status is 0, 1, 2 or 3");
        }
        return (int) number;
    }

    /**
     * {@code /intake} and {@code /intake/metrics}: dd-agent's collector. Of its payload are taken {@code metrics}: {@code [[name,
     * ts, value, {"hostname", "tags", "type", "interval"}]]}, {@code events}: {@code {"api": [{"msg_title", …}]}}, and {@code
     * service_checks}.
     */
    static void collector(JsonIn in, long now, List<Signal> into) {
        in.object(field -> {
            switch (field) {
                case "metrics" -> in.list(() -> into.add(metric(in, now)));
                case "events" -> in.object(source -> in.list(() -> into.add(event(in, now))));
                case "service_checks" -> checks(in, now, into);
                default -> in.skip();
            }
        });
    }

    private static Signal metric(JsonIn in, long now) {
        SampleDraft draft = new SampleDraft(now);
        int[] at = new int[1];
        in.list(() -> {
            switch (at[0]++) {
                case 0 -> draft.name = in.text();
                case 1 -> draft.ts = in.time();
                case 2 -> draft.value = in.number();
                case 3 -> attributes(in, draft);
                default -> in.skip();
            }
        });
        return draft.sample(in);
    }

    private static void attributes(JsonIn in, SampleDraft draft) {
        in.object(field -> {
            switch (field) {
                case "hostname", "host_name" -> draft.host = in.text();
                case "tags" -> draft.tags.addAll(in.texts());
                case "type" -> draft.kind(in.text(), in);
                case "device_name" -> device(draft, in.text());
                default -> in.skip();
            }
        });
    }

    private static Event event(JsonIn in, long now) {
        String[] texts = {"", "", "", "", ""};
        List<String> tags = new ArrayList<>();
        long[] ts = {now};
        boolean[] low = new boolean[1];
        Event.Alert[] alert = {Event.Alert.INFO};
        in.object(field -> {
            switch (field) {
                case "msg_title", "title" -> texts[0] = in.text();
                case "msg_text", "text" -> texts[1] = in.text();
                case "host" -> texts[2] = in.text();
                case "aggregation_key" -> texts[3] = in.text();
                case "source_type_name" -> texts[4] = in.text();
                case "timestamp", "date_happened" -> ts[0] = in.time();
                case "priority" -> low[0] = in.text().equals("low");
                case "alert_type" -> alert[0] = alert(in.text());
                case "tags" -> tags.addAll(in.texts());
                default -> in.skip();
            }
        });
        if (texts[0].isBlank() && texts[1].isBlank()) {
            throw in.problem("an event has a title or a text");
        }
        return new Event(texts[0], texts[1], Tags.of(tags), texts[2], ts[0], alert[0], low[0], texts[3], texts[4]);
    }

    private static Event.Alert alert(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "error" -> Event.Alert.ERROR;
            case "warning" -> Event.Alert.WARNING;
            case "success" -> Event.Alert.SUCCESS;
            default -> Event.Alert.INFO;
        };
    }
}
