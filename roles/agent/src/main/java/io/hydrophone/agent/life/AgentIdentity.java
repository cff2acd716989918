package io.hydrophone.agent.life;

import io.hydrophone.core.Tags;
import java.time.Instant;

/**
 * Who an agent is, or what stands between agents and receivers.
 *
 * @param role agent or transfer
 * @param host under which all it measures is known
 * @param tags that all it measures gets
 */
public record AgentIdentity(String role, String host, Tags tags, String version, Instant started) {}
