package io.hydrophone.alert.trial;

import io.hydrophone.alert.series.Labels;
import java.util.Map;

/**
 * An alert that should fire.
 *
 * @param labels all of them, but for {@code alertname}
 * @param annotations all of them; null where they are not looked at
 * @param notifications how often it was told; null where that is not looked at
 */
record ExpectedAlert(Labels labels, Map<String, String> annotations, Integer notifications) {}
