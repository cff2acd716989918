package io.hydrophone.probe.push;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * In which order a probe tries the servers: by the hash of both names together (rendezvous hashing, Thaler and Ravishankar 1996). Each server is the first one of as many
 * probes, and when it goes, its probes spread evenly over the others.
 */
final class ServerOrder {
    private ServerOrder() {}

    static List<URI> of(String probe, List<URI> servers) {
        return servers.stream()
                .sorted(Comparator.comparingLong(server -> hash(probe + '\n' + server)))
                .toList();
    }

    /** FNV-1a, then the finalizer of SplitMix64: FNV alone leaves names that differ at their end close together. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
