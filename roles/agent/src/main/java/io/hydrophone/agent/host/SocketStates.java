package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Readings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;

/**
 * How many sockets there are, by protocol and what dd-agent makes of TCP's states. Costs some 0.2 µs a connection on Linux,
 * where {@code /proc/net/tcp} is read line by line: OSHI would look for the process of each.
 */
final class SocketStates {
    private static final String[] STATES = {"established", "opening", "closing", "listening", "time_wait"};

    /** Of dd-agent's words by Linux's number of a state (include/net/tcp_states.h), 1 to 12. */
    private static final String[] LINUX = {
        "",
        "established",
        "opening",
        "opening",
        "closing",
        "closing",
        "time_wait",
        "closing",
        "closing",
        "closing",
        "listening",
        "closing",
        "opening"
    };

    private final Map<String, Integer> counts = new TreeMap<>();

    static SocketStates ofThisMachine() throws IOException {
        SocketStates states = new SocketStates();
        if (!Machine.IS_LINUX) {
            Machine.system().getInternetProtocolStats().getConnections().forEach(states::add);
            return states;
        }
        for (String protocol : new String[] {"tcp", "tcp6", "udp", "udp6"}) {
            Path file = Path.of("/proc/net", protocol);
            if (Files.exists(file)) { // those of IPv6 may be away
                try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                    in.lines()
                            .skip(1)
                            .forEach(line -> states.addLine(protocol.endsWith("6") ? protocol : protocol + "4", line));
                }
            }
        }
        return states;
    }

    /** A line: {@code sl: local remote state …}, the state in hexadecimal digits. */
    void addLine(String protocol, String line) {
        String[] words = line.strip().split(" +", 5);
        if (words.length < 5) {
            return;
        }
        if (protocol.startsWith("udp")) {
            add(protocol, "connections");
            return;
        }
        int state = words[3].length() == 2 ? Character.digit(words[3].charAt(1), 16) : -1;
        if (state > 0 && state < LINUX.length && words[3].charAt(0) == '0') {
            add(protocol, LINUX[state]);
        }
    }

    private void add(IPConnection connection) {
        if (connection.getType().startsWith("udp")) {
            add(connection.getType(), "connections");
        } else {
            add(connection.getType(), word(connection.getState()));
        }
    }

    private static String word(TcpState state) {
        return switch (state) {
            case ESTABLISHED -> "established";
            case SYN_SENT, SYN_RECV -> "opening";
            case LISTEN -> "listening";
            case TIME_WAIT -> "time_wait";
            default -> "closing";
        };
    }

    private void add(String protocol, String state) {
        counts.merge("system.net." + protocol + "." + state, 1, Integer::sum);
    }

    /** Says all states, also those that no socket is in. */
    void tell(Readings out) {
        for (String protocol : new String[] {"tcp4", "tcp6"}) {
            for (String state : STATES) {
                counts.putIfAbsent("system.net." + protocol + "." + state, 0);
            }
        }
        counts.putIfAbsent("system.net.udp4.connections", 0);
        counts.putIfAbsent("system.net.udp6.connections", 0);
        counts.forEach(out::gauge);
    }
}
