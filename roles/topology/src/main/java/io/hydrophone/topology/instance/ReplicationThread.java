package io.hydrophone.topology.instance;

/**
 * A receiver (IO thread) or an applier (SQL thread).
 *
 * @param state the server's word: {@code Yes}, {@code No}, {@code Connecting}, {@code Preparing}
 * @param doing what it says it does; empty for nothing
 * @param errorNumber of its last error; 0 for none
 * @param error its text without the data that it quotes; empty for none
 */
public record ReplicationThread(String state, String doing, long errorNumber, String error) {
    public boolean isRunning() {
        return state.equalsIgnoreCase("Yes");
    }
}
