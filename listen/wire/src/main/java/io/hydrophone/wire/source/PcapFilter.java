package io.hydrophone.wire.source;

import io.hydrophone.wire.Ports;
import java.util.stream.Collectors;

/**
 * The filter in libpcap's language.
 *
 * @see <a href="https://www.tcpdump.org/manpages/pcap-filter.7.html">pcap-filter(7)</a>
 */
final class PcapFilter {
    private PcapFilter() {}

    /**
     * The word {@code vlan} is both a question and a step: whatever stands right of it is looked for four bytes further
     * on. So the plain form comes first, and each deeper one only behind its own {@code vlan}.
     *
     * <p>Not {@code inbound and} on loopback, though it would spare a copy: libpcap runs the filter itself on the first
     * rounds of its buffer, there that word never holds, and the first packets would be lost (seen with 1.10.3).
     */
    static String text(Ports ports, LinkType link) {
        String tcp = ports.isAuto()
                ? "tcp"
                : ports.numbers().stream().map(port -> "tcp port " + port).collect(Collectors.joining(" or "));
        return link == LinkType.ETHERNET ? tcp + " or (vlan and (" + tcp + " or (vlan and (" + tcp + "))))" : tcp;
    }
}
