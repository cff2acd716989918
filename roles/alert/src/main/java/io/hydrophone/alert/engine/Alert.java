package io.hydrophone.alert.engine;

import io.hydrophone.alert.series.Labels;
import java.time.Instant;
import java.util.Map;

/**
 * What a rule says of some labels, at one time.
 *
 * @param labels those of the series, over them those of the rule, and {@code alertname}; they tell alerts apart
 * @param annotations while it fires, of the last time that the condition held; empty before
 * @param activeSince since when the condition held
 * @param firingSince null while it is pending
 * @param endedAt null until it is resolved
 * @param notifications how often it was told that it fires
 * @param remark why the condition is not known, or that this resolved it; empty otherwise
 */
public record Alert(
        String rule,
        AlertState state,
        Labels labels,
        Map<String, String> annotations,
        Instant activeSince,
        Instant firingSince,
        Instant endedAt,
        int notifications,
        String remark) {}
