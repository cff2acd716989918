package io.hydrophone.traffic.compare.recordings;

import io.hydrophone.traffic.compare.Outcomes;
import io.hydrophone.traffic.recording.Answered;

/**
 * A command of a recording, and how it ended.
 *
 * @param answer null when the recording has none
 */
record RecordedCommand(Key key, Outcomes.Statement statement, Answered answer) {
    /**
     * What tells commands of a recording apart.
     *
     * @param number of the command in its session
     */
    record Key(long session, long number) {}
}
