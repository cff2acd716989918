package io.hydrophone.agent.forward;

import io.hydrophone.core.Tags;

/**
 * What a forwarder says of itself.
 *
 * @param agent names it in the keys of batches; what cannot stand in a header becomes an underscore
 * @param host whose the signals are that name no other
 * @param tags that every signal gets
 */
public record ForwarderOptions(String agent, String host, Tags tags) {
    public ForwarderOptions {
        agent = agent.isEmpty() ? "unknown" : agent.replaceAll("[^!-.0-~]", "_");
    }
}
