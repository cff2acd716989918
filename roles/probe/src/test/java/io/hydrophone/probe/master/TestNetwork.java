package io.hydrophone.probe.master;

import io.hydrophone.servers.DebianPackages;
import io.hydrophone.servers.Tool;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Network namespaces around a router, in which a rule for each pair of addresses and each direction drops packets without a
 * word, as a cut line does. Nothing of the machine's own network is touched. Needs root.
 */
final class TestNetwork implements AutoCloseable {
    private static final AtomicInteger NETWORKS = new AtomicInteger();
    private static final String ROUTER = "10.77.0.254";

    /** From one place to another. */
    private record Line(String from, String to) {}

    /** Unlike those of other builds on the same machine. */
    private final String id =
            "hy" + Long.toString(ProcessHandle.current().pid(), 36) + "x" + NETWORKS.incrementAndGet();

    private final Map<String, String> addresses = new LinkedHashMap<>();
    /** How often a line is cut now. */
    private final Map<Line, Integer> cuts = new HashMap<>();

    /** @throws IllegalStateException when namespaces cannot be made */
    TestNetwork() {
        if (!System.getProperty("user.name").equals("root")) {
            throw new IllegalStateException(
                    "the test cuts lines between network namespaces, which root can make: run it as root, or in a container with CAP_NET_ADMIN and CAP_SYS_ADMIN");
        }
        DebianPackages.require("iproute2");
        ip("netns", "add", id);
        ip("-n", id, "link", "set", "lo", "up");
        ip("-n", id, "addr", "add", ROUTER + "/32", "dev", "lo");
        Tool.of("nsenter", "--net=/run/netns/" + id, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
                .output();
    }

    private static void ip(String... words) {
        Tool.of("ip").with(words).output();
    }

    /** Makes a place that reaches all others; returns its address. */
    String add(String place) {
        String address = "10.77.0." + (addresses.size() + 1);
        String space = namespace(place);
        ip("netns", "add", space);
        addresses.put(place, address);
        ip("-n", id, "link", "add", place, "type", "veth", "peer", "name", "eth0", "netns", space);
        ip("-n", id, "link", "set", place, "up");
        ip("-n", space, "link", "set", "lo", "up");
        ip("-n", space, "link", "set", "eth0", "up");
        ip("-n", space, "addr", "add", address + "/32", "dev", "eth0");
        ip("-n", space, "route", "add", ROUTER, "dev", "eth0");
        ip("-n", space, "route", "add", "default", "via", ROUTER);
        ip("-n", id, "route", "add", address, "dev", place);
        return address;
    }

    /** The network namespace of a place. */
    String namespace(String place) {
        return id + "-" + place;
    }

    /** Nothing comes through from one place to the other until it was healed as often as it was cut. */
    synchronized void cut(String from, String to) {
        if (cuts.merge(new Line(from, to), 1, Integer::sum) == 1) {
            rule("add", from, to);
        }
    }

    synchronized void heal(String from, String to) {
        if (cuts.merge(new Line(from, to), -1, Integer::sum) == 0) {
            rule("del", from, to);
        }
    }

    private void rule(String what, String from, String to) {
        ip("-n", id, "rule", what, "from", addresses.get(from), "to", addresses.get(to), "blackhole");
    }

    @Override
    public void close() {
        addresses.keySet().forEach(place -> ip("netns", "delete", namespace(place)));
        ip("netns", "delete", id);
    }
}
