package io.hydrophone.digest.report;

import io.hydrophone.digest.log.LogCounters;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;

/**
 * Where a report's figures come from, and what was lost on the way.
 *
 * @param title the files or the device
 * @param capture packets; null when nothing was captured
 * @param wire what was decoded of them; null when nothing was captured
 * @param log lines of query logs; null when there were none
 */
public record Heard(String title, CaptureCounters capture, WireCounters wire, LogCounters log) {}
