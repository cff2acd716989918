package io.hydrophone.probe.push;

import io.hydrophone.report.ReportId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a native receiver says, in a text message that is one JSON object. Fields that are not known are passed over. */
sealed interface ReceiverMessage {
    /** It has this report and all before it of the same probe and epoch. */
    record Acknowledged(ReportId last) implements ReceiverMessage {}

    /** It takes no reports of this probe. */
    record Refused(String reason) implements ReceiverMessage {}

    /** Nothing that is known, or no JSON. */
    record Unknown() implements ReceiverMessage {}

    /** What is shown of a reason. */
    int MAX_REASON = 200;

    String EPOCH = "[0-9A-Fa-f]{1,16}";

    JsonFactory JSON = new JsonFactory();

    static ReceiverMessage parse(String text) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
            ReceiverMessage message = new Unknown();
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return message;
            }
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                JsonToken value = in.nextToken();
                if (value == JsonToken.START_OBJECT && name.equals("acknowledged")) {
                    message = acknowledged(in);
                } else if (value == JsonToken.START_OBJECT && name.equals("refused")) {
                    message = new Refused(reason(in));
                } else {
                    in.skipChildren();
                }
            }
            return in.nextToken() == null ? message : new Unknown();
        } catch (JacksonException e) {
            return new Unknown();
        }
    }

    private static ReceiverMessage acknowledged(JsonParser in) {
        String probe = null;
        String epoch = null;
        long sequence = -1;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken value = in.nextToken();
            switch (name) {
                case "probe" -> probe = text(in, value);
                case "epoch" -> epoch = text(in, value);
                case "sequence" -> sequence = number(in, value);
                default -> in.skipChildren();
            }
        }
        return probe == null || epoch == null || !epoch.matches(EPOCH) || sequence < 0
                ? new Unknown()
                : new Acknowledged(new ReportId(probe, ReportId.parseEpoch(epoch), sequence));
    }

    private static String reason(JsonParser in) {
        String reason = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken value = in.nextToken();
            if (name.equals("reason")) {
                reason = text(in, value);
            } else {
                in.skipChildren();
            }
        }
        return reason == null ? "no reason given" : Foreign.text(reason, MAX_REASON);
    }

    private static String text(JsonParser in, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return in.getString();
        }
        in.skipChildren();
        return null;
    }

    /** A number, or a string of digits as 64-bit numbers are written elsewhere; -1 for anything else. */
    private static long number(JsonParser in, JsonToken value) {
        if (value == JsonToken.VALUE_NUMBER_INT) {
            return in.getLongValue();
        }
        String digits = text(in, value);
        return digits != null && digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
    }
}
