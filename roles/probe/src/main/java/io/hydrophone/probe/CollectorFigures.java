package io.hydrophone.probe;

import io.hydrophone.http.ChannelEnd;
import io.hydrophone.http.MetricText;
import io.hydrophone.probe.collector.Collector;
import io.hydrophone.probe.collector.FrameFormat;
import tools.jackson.core.JsonGenerator;

/** Who reads {@code /collector}, as it stands in {@code /status} and {@code /metrics}. */
public final class CollectorFigures {
    private CollectorFigures() {}

    /** As the property {@code collector}. */
    public static void write(Collector collector, JsonGenerator json) {
        json.writeObjectPropertyStart("collector");
        for (FrameFormat format : FrameFormat.values()) {
            json.writeObjectPropertyStart(format.label());
            json.writeNumberProperty("consumers", collector.consumers(format));
            json.writeNumberProperty("frames", collector.frames(format));
            json.writeEndObject();
        }
        json.writeObjectPropertyStart("dropped");
        for (ChannelEnd end : ChannelEnd.values()) {
            if (end.isDrop()) {
                json.writeNumberProperty(end.label(), collector.ended(end));
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    public static void write(Collector collector, MetricText text) {
        text.gauge("hydrophone_collector_consumers", "Who reads /collector now.");
        for (FrameFormat format : FrameFormat.values()) {
            text.value(collector.consumers(format), "format", format.label());
        }
        text.counter("hydrophone_collector_frames_total", "Frames that were queued for one of them.");
        for (FrameFormat format : FrameFormat.values()) {
            text.value(collector.frames(format), "format", format.label());
        }
        text.counter("hydrophone_collector_dropped_total", "Consumers that were cut off because they did not keep up.");
        for (ChannelEnd end : ChannelEnd.values()) {
            if (end.isDrop()) {
                text.value(collector.ended(end), "reason", end.label());
            }
        }
    }
}
