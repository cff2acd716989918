package io.hydrophone.agent.sink;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Tags;

/** What makes samples points of one series. */
record SeriesKey(String name, String host, Tags tags, SampleKind kind) {
    static SeriesKey of(Sample sample) {
        return new SeriesKey(sample.name(), sample.host(), sample.tags(), sample.kind());
    }
}
