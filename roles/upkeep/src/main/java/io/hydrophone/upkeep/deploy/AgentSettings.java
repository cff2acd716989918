package io.hydrophone.upkeep.deploy;

import io.hydrophone.config.Secret;

/**
 * What all agents are told alike.
 *
 * @param updateServer where they ask for updates; empty for none
 * @param token that it asks for; null for none
 * @param publicKeys PEM, whose releases they accept; empty for none
 * @param authority PEM, of the server's certificate; empty for those that Java trusts
 * @param insecure whether they may ask over plain HTTP
 */
public record AgentSettings(String updateServer, Secret token, String publicKeys, String authority, boolean insecure) {
    public static final AgentSettings NONE = new AgentSettings("", null, "", "", false);
}
