package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Readings;
import java.util.List;
import java.util.Map;

/**
 * {@code /proc/net/snmp} and {@code /proc/net/netstat} (RFC 1213, Linux's own): pairs of lines, names and then numbers, each
 * beginning with the protocol.
 */
final class ProtocolCounters {
    private static final Map<String, String> METRICS = Map.ofEntries(
            Map.entry("Tcp:RetransSegs", "system.net.tcp.retrans_segs"),
            Map.entry("Tcp:InSegs", "system.net.tcp.in_segs"),
            Map.entry("Tcp:OutSegs", "system.net.tcp.out_segs"),
            Map.entry("TcpExt:ListenOverflows", "system.net.tcp.listen_overflows"),
            Map.entry("TcpExt:ListenDrops", "system.net.tcp.listen_drops"),
            Map.entry("TcpExt:TCPBacklogDrop", "system.net.tcp.backlog_drops"),
            Map.entry("TcpExt:TCPRetransFail", "system.net.tcp.failed_retransmits"),
            Map.entry("Udp:InDatagrams", "system.net.udp.in_datagrams"),
            Map.entry("Udp:NoPorts", "system.net.udp.no_ports"),
            Map.entry("Udp:InErrors", "system.net.udp.in_errors"),
            Map.entry("Udp:OutDatagrams", "system.net.udp.out_datagrams"),
            Map.entry("Udp:RcvbufErrors", "system.net.udp.rcv_buf_errors"),
            Map.entry("Udp:SndbufErrors", "system.net.udp.snd_buf_errors"));

    private ProtocolCounters() {}

    static void tell(String text, Readings out) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            List<String> names = ProcText.words(lines.get(i));
            List<String> numbers = ProcText.words(lines.get(i + 1));
            if (names.isEmpty() || numbers.isEmpty() || !names.getFirst().equals(numbers.getFirst())) {
                return; // no such pair: nothing behind it can be trusted
            }
            for (int column = 1; column < names.size(); column++) {
                String metric = METRICS.get(names.getFirst() + names.get(column));
                long number = ProcText.number(numbers, column);
                if (metric != null && number >= 0) {
                    out.rate(metric, (double) number);
                }
            }
        }
    }
}
