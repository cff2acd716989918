package io.hydrophone.agent.jmx;

import io.hydrophone.core.Tags;

/** As what an attribute is told. */
record AttributeTarget(String metric, AttributeRule rule, Tags tags) {}
