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
     * @param loopback a packet passes such a device twice, going out and coming in
     */
    static String text(Ports ports, boolean loopback, LinkType link) {
        String tcp = ports.isAuto()
                ? "tcp"
                : ports.numbers().stream().map(port -> "tcp port " + port).collect(Collectors.joining(" or "));
        String tagged =
                link == LinkType.ETHERNET ? tcp + " or (vlan and (" + tcp + " or (vlan and (" + tcp + "))))" : tcp;
        return loopback ? "inbound and (" + tagged + ")" : tagged;
    }
}
