package io.hydrophone.alert.trial;

import io.hydrophone.alert.series.Selector;
import io.hydrophone.core.SampleKind;
import java.util.List;

/** A series that a trial gives, a step of its values an interval. */
record InputSeries(Selector series, SampleKind kind, List<ValuesNotation.Step> steps) {}
