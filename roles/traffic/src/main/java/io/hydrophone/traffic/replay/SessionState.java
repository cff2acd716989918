package io.hydrophone.traffic.replay;

import io.hydrophone.traffic.recording.SessionBegun;
import java.util.List;

/**
 * Where a session can go on after this process has ended, when it has no transaction open.
 *
 * @param begun the session as it is now, its time that of its true beginning
 * @param lastNumber of the commands that are done; 0 for none
 * @param settings its SET statements, the oldest first
 */
record SessionState(SessionBegun begun, long lastNumber, List<byte[]> settings) {}
