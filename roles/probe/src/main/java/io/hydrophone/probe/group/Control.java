package io.hydrophone.probe.group;

import java.util.List;

/** What members say to one another about the group itself. */
sealed interface Control {
    /** A member's place in the group, by its own account; to the coordinator, after each change of the members. */
    record Hello(
            ViewId view,
            String name,
            String address,
            String groupAddress,
            long epoch,
            boolean isMaster,
            boolean yields,
            long uptimeMillis)
            implements Control {}

    /** What the coordinator made of all hellos. */
    record Decision(ViewId view, long epoch, String master, List<Admitted> members) implements Control {
        public Decision {
            members = List.copyOf(members);
        }
    }

    /** The coordinator does not want the receiver in the group. */
    record Refusal(String code, String reason) implements Control {}

    /** The node at this address left for good, or was removed: nobody looks for it any more. */
    record Farewell(String groupAddress) implements Control {}

    /** A member of a decision. */
    record Admitted(MemberId id, String name, String address, String groupAddress) {}
}
