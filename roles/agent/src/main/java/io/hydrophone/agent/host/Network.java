package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.text.Patterns;
import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import oshi.hardware.NetworkIF;
import oshi.software.os.InternetProtocolStats;

/** What goes over the network, and what TCP and UDP say about it; connections by state when asked for. */
public final class Network implements CheckKind {
    @Override
    public String name() {
        return "network";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public Check read(Section init, Section instance) {
        return new Traffic(
                Set.copyOf(instance.list("excluded_interfaces", text -> text, List.of("lo", "lo0"))),
                Patterns.read(instance, "excluded_interface_re"),
                instance.flag("collect_connection_state", false));
    }

    private record Traffic(Set<String> excluded, Pattern pattern, boolean connections) implements Check {
        @Override
        public void run(Readings out) throws IOException {
            for (InterfaceCounters one : interfaces()) {
                if (one.wasUsed() && !excluded.contains(one.name()) && !Patterns.find(pattern, one.name())) {
                    tell(one, Tags.pair("device", one.name()), out);
                }
            }
            if (Machine.IS_LINUX) {
                ProtocolCounters.tell(ProcText.read("/proc/net/snmp"), out);
                ProtocolCounters.tell(ProcText.read("/proc/net/netstat"), out);
            } else {
                protocols(Machine.system().getInternetProtocolStats(), out);
            }
            if (connections) {
                SocketStates.ofThisMachine().tell(out);
            }
        }

        private static List<InterfaceCounters> interfaces() throws IOException {
            return Machine.IS_LINUX
                    ? InterfaceCounters.parse(ProcText.read("/proc/net/dev"))
                    : Machine.hardware().getNetworkIFs(true).stream()
                            .map(Traffic::of)
                            .toList();
        }

        private static InterfaceCounters of(NetworkIF one) {
            return new InterfaceCounters(
                    one.getName(),
                    one.getBytesRecv(),
                    one.getPacketsRecv(),
                    one.getInErrors() + one.getInDrops(),
                    one.getInDrops(),
                    one.getBytesSent(),
                    one.getPacketsSent(),
                    one.getOutErrors(),
                    -1);
        }

        private static void tell(InterfaceCounters one, Tags device, Readings out) {
            out.rate("system.net.bytes_rcvd", (double) one.bytesIn(), device);
            out.rate("system.net.bytes_sent", (double) one.bytesOut(), device);
            out.rate("system.net.packets_in.count", (double) one.packetsIn(), device);
            out.rate("system.net.packets_in.error", (double) one.errorsIn(), device);
            out.rate("system.net.packets_in.drop", (double) one.dropsIn(), device);
            out.rate("system.net.packets_out.count", (double) one.packetsOut(), device);
            out.rate("system.net.packets_out.error", (double) one.errorsOut(), device);
            if (one.dropsOut() >= 0) {
                out.rate("system.net.packets_out.drop", (double) one.dropsOut(), device);
            }
        }

        private static void protocols(InternetProtocolStats stats, Readings out) {
            out.rate("system.net.tcp.retrans_segs", (double)
                    stats.getTCPv4Stats().getSegmentsRetransmitted());
            out.rate("system.net.tcp.in_segs", (double) stats.getTCPv4Stats().getSegmentsReceived());
            out.rate("system.net.tcp.out_segs", (double) stats.getTCPv4Stats().getSegmentsSent());
            out.rate("system.net.udp.in_datagrams", (double)
                    stats.getUDPv4Stats().getDatagramsReceived());
            out.rate("system.net.udp.no_ports", (double) stats.getUDPv4Stats().getDatagramsNoPort());
            out.rate("system.net.udp.in_errors", (double) stats.getUDPv4Stats().getDatagramsReceivedErrors());
            out.rate("system.net.udp.out_datagrams", (double)
                    stats.getUDPv4Stats().getDatagramsSent());
        }
    }
}
