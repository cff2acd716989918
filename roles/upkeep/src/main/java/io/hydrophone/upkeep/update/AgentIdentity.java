package io.hydrophone.upkeep.update;

import java.util.List;

/**
 * Who an agent is to the update server.
 *
 * @param name that stays the same: the host's, usually
 */
public record AgentIdentity(String name, List<String> tags) {
    public AgentIdentity {
        tags = List.copyOf(tags);
    }
}
