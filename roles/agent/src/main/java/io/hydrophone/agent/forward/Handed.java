package io.hydrophone.agent.forward;

/**
 * A record that was handed out to be sent.
 *
 * @param place in its chapter
 */
record Handed(Chapter chapter, long place, QueuedBatch record) {}
