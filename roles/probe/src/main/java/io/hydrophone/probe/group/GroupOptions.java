package io.hydrophone.probe.group;

import java.nio.file.Path;
import java.util.List;

/**
 * A node and its group.
 *
 * @param name null for the one in the state file, or a new one of the host's name and a random part
 * @param group nodes of groups with other names are kept apart
 * @param bindHost where the node listens for members: a loopback address, unless there is a key or {@code insecure}
 * @param port 0 for any free one, which is then told and kept in the state file
 * @param address host:port of its own HTTP server, as others reach it
 * @param seeds host:port of other members, of which any may be away
 * @param key shared secret of the group, from which the key of its messages is derived; null for none
 * @param insecure whether to listen beyond this machine without a key
 * @param stateFile keeps name, role, epoch and known nodes over restarts; made when it is not there
 */
public record GroupOptions(
        String name,
        String group,
        String bindHost,
        int port,
        String address,
        List<String> seeds,
        String key,
        boolean insecure,
        Path stateFile,
        GroupTimes times) {
    public GroupOptions {
        seeds = List.copyOf(seeds);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "GroupOptions(" + name + ", " + group + ", " + bindHost + ":" + port + ", " + address + ", " + seeds
                + (key == null ? ", no key" : ", key not shown") + ")";
    }
}
