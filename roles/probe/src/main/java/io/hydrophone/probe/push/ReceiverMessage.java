package io.hydrophone.probe.push;

import io.hydrophone.core.Foreign;
import io.hydrophone.probe.settings.GroupChanges;
import io.hydrophone.probe.settings.GroupChangesJson;
import io.hydrophone.report.ReportId;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a native receiver says, in a text message that is one JSON object. Fields that are not known are passed over. */
sealed interface ReceiverMessage {
    /**
     * It has this report and all before it of the same probe and epoch.
     *
     * @param masterEpoch of the master that has them, or unknown
     */
    record Acknowledged(ReportId last, long masterEpoch) implements ReceiverMessage {}

    /**
     * It takes no reports of this probe.
     *
     * @param master who does, as far as it knows; or null
     */
    record Refused(String reason, URI master) implements ReceiverMessage {}

    /** It is the master of this epoch. */
    record Epoch(long masterEpoch) implements ReceiverMessage {}

    /** What the group was asked to change, as far as the master knows. */
    record Settings(GroupChanges changes) implements ReceiverMessage {}

    /** Nothing that is known, or no JSON. */
    record Unknown() implements ReceiverMessage {}

    /** Of the master that says this, or unknown. */
    default long masterEpoch() {
        return Fence.UNKNOWN;
    }

    /** What is shown of a reason. */
    int MAX_REASON = 200;

    /** Longer ones are not followed. */
    int MAX_ADDRESS = 2_048;

    String EPOCH = "[0-9A-Fa-f]{1,16}";

    JsonFactory JSON = new JsonFactory();

    static ReceiverMessage parse(String text) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
            ReceiverMessage message = new Unknown();
            long epoch = Fence.UNKNOWN;
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return message;
            }
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                JsonToken value = in.nextToken();
                if (value == JsonToken.START_OBJECT && name.equals("acknowledged")) {
                    message = acknowledged(in);
                } else if (value == JsonToken.START_OBJECT && name.equals("refused")) {
                    message = refused(in);
                } else if (name.equals(GroupChangesJson.PROPERTY)) {
                    message = new Settings(GroupChangesJson.read(in));
                } else if (name.equals("master_epoch")) {
                    epoch = number(in, value);
                } else {
                    in.skipChildren();
                }
            }
            return in.nextToken() == null ? with(message, epoch) : new Unknown();
        } catch (JacksonException | IOException e) {
            return new Unknown();
        }
    }

    /** An epoch may stand beside what is said, or alone. */
    private static ReceiverMessage with(ReceiverMessage message, long epoch) {
        return switch (message) {
            case Acknowledged(ReportId last, long own) -> new Acknowledged(last, Math.max(own, epoch));
            case Unknown unknown -> epoch == Fence.UNKNOWN ? unknown : new Epoch(epoch);
            case Refused refused -> refused;
            case Settings settings -> settings;
            case Epoch alone -> alone;
        };
    }

    private static ReceiverMessage acknowledged(JsonParser in) {
        String probe = null;
        String epoch = null;
        long sequence = -1;
        long masterEpoch = Fence.UNKNOWN;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken value = in.nextToken();
            switch (name) {
                case "probe" -> probe = text(in, value);
                case "epoch" -> epoch = text(in, value);
                case "sequence" -> sequence = number(in, value);
                case "master_epoch" -> masterEpoch = number(in, value);
                default -> in.skipChildren();
            }
        }
        return probe == null || epoch == null || !epoch.matches(EPOCH) || sequence < 0
                ? new Unknown()
                : new Acknowledged(new ReportId(probe, ReportId.parseEpoch(epoch), sequence), masterEpoch);
    }

    private static ReceiverMessage refused(JsonParser in) {
        String reason = null;
        String master = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken value = in.nextToken();
            switch (name) {
                case "reason" -> reason = text(in, value);
                case "master" -> master = text(in, value);
                default -> in.skipChildren();
            }
        }
        return new Refused(reason == null ? "no reason given" : Foreign.text(reason, MAX_REASON), address(master));
    }

    /** Null when it is none. */
    private static URI address(String text) {
        try {
            return text == null || text.length() > MAX_ADDRESS ? null : new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
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
