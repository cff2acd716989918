package io.hydrophone.traffic.recording;

/**
 * A piece of the file that a client sent for LOAD DATA LOCAL INFILE; pieces of one command stand in their order, between it and its answer.
 *
 * @param number of the command that asked for the file
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were captured; nobody compares two
public record Uploaded(long session, long number, byte[] contents) implements TrafficEvent {
    /** −1: it has none of its own. */
    @Override
    public long nanos() {
        return -1;
    }
}
