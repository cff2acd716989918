package io.hydrophone.client.grants;

/** What an account is for. */
public enum Purpose {
    /** {@code hydrophone topology}. */
    TOPOLOGY,
    /** The agent's MySQL check and exporter. */
    AGENT,
    /** {@code hydrophone probe --mysql}, {@code hydrophone record --mysql}. */
    PROBE,
    /** {@code hydrophone replay --target}. */
    REPLAY
}
