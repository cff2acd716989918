package io.hydrophone.traffic.replay;

import java.util.Map;

/**
 * What a replay would do.
 *
 * @param sessions of the recording
 * @param commands that would be sent, by their names
 * @param kinds of the statements among them
 * @param skipped commands that would not be sent, by the code of the reason
 * @param firstNanos the recording's first time; −1 when it is empty
 * @param lastNanos its last time
 * @param lostCommands that the recording itself says it is without; −1 when it says nothing
 */
public record Plan(
        long sessions,
        Map<String, Long> commands,
        Map<String, Long> kinds,
        Map<String, Long> skipped,
        long firstNanos,
        long lastNanos,
        long lostCommands) {}
