package io.hydrophone.probe.cluster;

import io.hydrophone.core.Problem;
import java.nio.file.Path;

/** What can go wrong between nodes, in the user's words. */
final class ClusterProblems {
    static final String NO_HTTP = "node-no-http";

    /** A node answered, and not with what it was asked for. */
    static final String NODE_REFUSED = "node-refused";

    private ClusterProblems() {}

    /** The status of HTTP for a problem's code. */
    static int status(String code) {
        return switch (code) {
            case "no-such-node" -> 404;
            case "not-master", "wrong-group", "not-static" -> 409;
            case "node-unreachable", "node-refused", "node-no-http", "node-not-trusted", "no-master" -> 502;
            default -> 400;
        };
    }

    static Problem noAddress(String parameter) {
        return new Problem(
                "bad-parameter", "the parameter '" + parameter + "' is missing", "", "give HOST:PORT of a node");
    }

    static Problem badAddress(String text) {
        return new Problem("bad-address", "'" + text + "' is not HOST:PORT", "", "give 10.0.0.7:8667 or [::1]:8667");
    }

    static Problem notMaster() {
        return new Problem("not-master", "this node is a probe: only a master can do that", "", "ask the master");
    }

    static Problem notStaticProbe() {
        return new Problem(
                "not-static",
                "this node is no probe of a static cluster",
                "",
                "give it a cluster section with mode static");
    }

    static Problem noSuchNode(String address) {
        return new Problem("no-such-node", "no node has this address", address, "see /cluster/listnodes");
    }

    static Problem noMaster(String address) {
        return new Problem("no-master", "the node there knows no master", address, "give the address of a master");
    }

    static Problem wrongGroup(String address, String theirs, String ours) {
        return new Problem(
                "wrong-group",
                "the node there is of the group '" + theirs + "', this one of '" + ours + "'",
                address,
                "look at cluster.group there and here");
    }

    static Problem unreachable(String address, String why) {
        return new Problem(
                "node-unreachable", "the node cannot be reached (" + why + ")", address, "look at the address");
    }

    static Problem noHttp(String address, String why) {
        return new Problem(NO_HTTP, "what is there does not speak HTTP (" + why + ")", address, "");
    }

    static Problem notTrusted(String address, String why) {
        return new Problem(
                "node-not-trusted",
                "TLS failed (" + why + ")",
                address,
                "look at the node's certificate, its name and the file of authorities");
    }

    static Problem refused(String address, int status) {
        return new Problem(
                NODE_REFUSED,
                "the node answered HTTP " + status,
                address,
                switch (status) {
                    case 401 -> "give all nodes the same token";
                    case 409 -> "is it a node of a cluster of the same kind and group?";
                    default -> "see what the node says of it";
                });
    }

    static Problem badAnswer(String address, String what) {
        return new Problem("node-refused", "the node's answer is no list of nodes (" + what + ")", address, "");
    }

    static Problem inTheClear(String address) {
        return new Problem(
                "exposed",
                "a token would go to another machine in the clear",
                address,
                "give the nodes certificates, or say insecure, if the network is trusted");
    }

    static Problem badFile(Path file, String what) {
        return new Problem(
                "bad-state-file",
                "the cluster's addresses cannot be read (" + what + ")",
                file.toString(),
                "correct the file, or move it away");
    }

    static Problem notKept(Path file, String what) {
        return new Problem(
                "state-not-kept",
                "the cluster's addresses cannot be written (" + what + "): a restart would forget them",
                file.toString(),
                "look at the disk's room and the file's rights");
    }
}
