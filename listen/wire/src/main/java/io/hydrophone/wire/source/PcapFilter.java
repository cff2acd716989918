package io.hydrophone.wire.source;

import io.hydrophone.wire.Ports;
import java.util.stream.Collectors;

/**
 * The filter in libpcap's language.
 *
 * @see <a href="https://www.tcpdump.org/manpages/pcap-filter.7.html">pcap-filter(7)</a>
 */
final class PcapFilter {
    private static final String TUNNELS =
            " or udp port 4789 or udp port 8472 or ip proto 47 or ip proto 4 or ip proto 41 or ip6 proto 47 or ip6 proto 4";

    private PcapFilter() {}

    /**
     * The word {@code vlan} is both a question and a step: whatever stands right of it is looked for four bytes further
     * on. So the plain form comes first, and each deeper one only behind its own {@code vlan}.
     *
     * <p>Not {@code inbound and} on loopback, though it would spare a copy: libpcap runs the filter itself on the first
     * rounds of its buffer, there that word never holds, and the first packets would be lost (seen with 1.10.3).
     */
    static String text(CaptureFilter filter, LinkType link) {
        Ports ports = filter.ports();
        String tcp = ports.isAuto()
                ? "tcp"
                : ports.numbers().stream().map(port -> "tcp port " + port).collect(Collectors.joining(" or "));
        if (filter.tunnels()) {
            tcp += TUNNELS;
        }
        return link == LinkType.ETHERNET ? tcp + " or (vlan and (" + tcp + " or (vlan and (" + tcp + "))))" : tcp;
    }
}
