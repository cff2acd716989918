package io.hydrophone.agent.check;

import io.hydrophone.core.Tags;

/** A metric's name and the tags that tell one of its series from another. */
record SeriesKey(String name, Tags tags) {}
