package io.hydrophone.topology.instance;

/**
 * A member of a group as one of them sees it.
 *
 * @param uuid its {@code server_uuid}
 * @param state {@code ONLINE}, {@code RECOVERING}, {@code OFFLINE}, {@code ERROR}, {@code UNREACHABLE}
 * @param role {@code PRIMARY} or {@code SECONDARY}; empty when it is not known
 * @param version empty before MySQL 8.0
 * @param stats null when none are told of it
 */
public record GroupMember(
        String uuid, String host, int port, String state, String role, String version, GroupMemberStats stats) {
    public boolean isPrimary() {
        return role.equalsIgnoreCase("PRIMARY");
    }

    public boolean isOnline() {
        return state.equalsIgnoreCase("ONLINE");
    }
}
