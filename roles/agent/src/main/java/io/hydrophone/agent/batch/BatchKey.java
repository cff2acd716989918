package io.hydrophone.agent.batch;

/**
 * Names a batch for ever, however often it is sent: who counts by it counts each batch once.
 *
 * @param agent who sends it; no blanks
 * @param epoch when that agent's process began, in microseconds since 1970
 * @param sequence its number in that epoch, from 1
 */
public record BatchKey(String agent, long epoch, long sequence) {
    /** As it stands in a header: {@code agent/epoch/sequence}. */
    public String header() {
        return agent + "/" + epoch + "/" + sequence;
    }
}
