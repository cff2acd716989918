package io.hydrophone.topology.instance;

import java.util.List;

/**
 * A group as one member sees it, which is not what the others need see.
 *
 * @param name a UUID; empty when it is not known
 * @param singlePrimary whether one member alone is to be written to
 */
public record GroupView(String name, boolean singlePrimary, List<GroupMember> members) {}
