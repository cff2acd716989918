package io.hydrophone.wire.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Two virtual Ethernet devices, of which the far one lies in a network namespace of its own. Needs root. */
final class VirtualPair implements AutoCloseable {
    static final String NEAR_ADDRESS = "10.213.0.1";
    static final String FAR_ADDRESS = "10.213.0.2";
    static final String FAR_ADDRESS_6 = "fd00:d5::2";

    /** The devices of the test before may take a while to go. */
    private static final AtomicInteger PAIRS = new AtomicInteger();

    /** Unlike those of other builds on the same machine. */
    final String id = Long.toString(ProcessHandle.current().pid() % 46_656, 36) + "x" + PAIRS.incrementAndGet();

    final String near = "hpa" + id;
    final String far = "hpb" + id;
    private final String space = "hp" + id;

    VirtualPair() throws IOException {
        run("ip", "netns", "add", space);
        run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", space);
        network(near, false, NEAR_ADDRESS + "/24");
        network(far, true, FAR_ADDRESS + "/24");
        // Without the wait until nobody else has been found to have the address.
        ip(false, "addr", "add", "fd00:d5::1/64", "dev", near, "nodad");
        ip(true, "addr", "add", FAR_ADDRESS_6 + "/64", "dev", far, "nodad");
    }

    void network(String name, boolean there, String address) throws IOException {
        ip(there, "addr", "add", address, "dev", name);
        ip(there, "link", "set", name, "up");
    }

    void ip(boolean there, String... words) throws IOException {
        List<String> command = there ? new ArrayList<>(List.of("ip", "-n", space)) : new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        run(command.toArray(String[]::new));
    }

    static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.onExit().join().exitValue())
                .as("%s: %s", String.join(" ", command), said)
                .isZero();
    }

    /** Starts a server in the far namespace, which can be reached when this returns. */
    FarServer serve(String address, int port, int conversations) throws IOException {
        return FarServer.start(space, address, port, conversations);
    }

    @Override
    public void close() throws IOException {
        run("ip", "netns", "delete", space);
    }
}
