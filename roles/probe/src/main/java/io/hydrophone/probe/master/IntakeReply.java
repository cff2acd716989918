package io.hydrophone.probe.master;

import io.hydrophone.report.ReportId;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a master says to a probe: docs/push.md. */
final class IntakeReply {
    private static final JsonFactory JSON = new JsonFactory();

    private IntakeReply() {}

    /** This report and all before it of its run are safe. */
    static String acknowledged(ReportId last, long masterEpoch) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("acknowledged");
            json.writeStringProperty("probe", last.probe());
            json.writeStringProperty("epoch", ReportId.epochText(last.epoch()));
            json.writeNumberProperty("sequence", last.sequence());
            json.writeEndObject();
            json.writeNumberProperty("master_epoch", masterEpoch);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** @param master where reports are taken, ws://host:port/intake; "" when that is not known */
    static String refused(String reason, String master) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("refused");
            json.writeStringProperty("reason", reason);
            if (!master.isEmpty()) {
                json.writeStringProperty("master", master);
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }
}
