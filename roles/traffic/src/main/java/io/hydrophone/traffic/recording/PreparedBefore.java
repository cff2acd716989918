package io.hydrophone.traffic.recording;

/**
 * A statement that a session had prepared before the recording met it.
 *
 * @param statementId the server's id, unsigned
 * @param sql its text in the session's character set
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were captured; nobody compares two
public record PreparedBefore(long statementId, byte[] sql) {}
