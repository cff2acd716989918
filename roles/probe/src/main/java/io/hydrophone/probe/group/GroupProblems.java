package io.hydrophone.probe.group;

import io.hydrophone.core.Problem;
import java.nio.file.Path;

/** What can go wrong with a group, in the user's words. */
final class GroupProblems {
    static final String NAME_TAKEN = "name-taken";

    private GroupProblems() {}

    static Problem wrongGroup(String sender, String theirs, String ours) {
        return new Problem(
                "wrong-group",
                "a node of the group '" + theirs + "' is not let into '" + ours + "'",
                sender,
                "look at cluster.group there and here, and at the addresses that were joined");
    }

    static Problem wrongKey(String sender) {
        return new Problem(
                "wrong-key",
                "a node has another key, or none, and is not let in",
                sender,
                "give all nodes of a group the same key");
    }

    static Problem keyNeeded(String sender) {
        return new Problem(
                "wrong-key",
                "a node has a key, and this one has none: it is not understood",
                sender,
                "give all nodes of a group the same key");
    }

    static Problem leftBehind(String sender) {
        return new Problem(
                "left-behind",
                "a node of the group that this one left looks for it, and is not answered",
                sender,
                "to come back, join it from here: /cluster/join?addr=");
    }

    static Problem malformed(String sender, String what) {
        return new Problem(
                "bad-group-message", "a member sent what is no message of a group (" + what + ")", sender, "");
    }

    static Problem tooMuchEarly(String sender, long bytes) {
        return new Problem(
                "group-overrun",
                "a message of " + bytes + " bytes came before its sender was admitted, and there is no more room",
                sender,
                "");
    }

    static Problem nameTaken(String name, String address) {
        return new Problem(
                NAME_TAKEN,
                "another node of the group is called '" + name + "' and was there before",
                address,
                "give each node a name of its own; a state file must not be copied to another node");
    }

    static Problem notDecided() {
        return new Problem(
                "group-silent",
                "the group's coordinator did not admit this node in time",
                "",
                "look at the other nodes, then start again");
    }

    static Problem exposed(String host) {
        return new Problem(
                "exposed",
                "others can reach this address, so the group needs a key",
                "cluster: " + host,
                "give a key, or listen at 127.0.0.1; or say insecure, if the network is trusted");
    }

    static Problem badKey() {
        return new Problem(
                "bad-key", "the group's key has less than 16 characters", "", "make one: openssl rand -hex 24");
    }

    static Problem badName(String name) {
        return new Problem(
                "bad-name",
                "'" + name + "' cannot be the name of a node or group",
                "",
                "take up to 128 letters, digits, dots and hyphens");
    }

    static Problem badAddress(String text) {
        return new Problem("bad-address", "'" + text + "' is not HOST:PORT", "", "give 10.0.0.7:7946 or [::1]:7946");
    }

    static Problem cannotListen(String where, String why) {
        return new Problem(
                "address-in-use",
                "cannot listen for other nodes (" + why + ")",
                where,
                "give another port; 0 takes a free one");
    }

    static Problem badState(Path file, String what) {
        return new Problem(
                "bad-state-file",
                "what is known of the group cannot be read (" + what + ")",
                file.toString(),
                "correct the file, or move it away: the node then starts anew, with another name");
    }

    static Problem stateNotKept(Path file, String what) {
        return new Problem(
                "state-not-kept",
                "the group's state cannot be written (" + what + "): a restart would forget it",
                file.toString(),
                "look at the disk's room and the file's rights");
    }

    static Problem callback(RuntimeException e) {
        return new Problem("group-event-failed", "an event of the group was not handled (" + e + ")", "", "");
    }
}
