package io.hydrophone.agent.service;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.config.Section;
import io.hydrophone.core.Reason;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Whether a port takes TCP connections, under the names of dd-agent's {@code tcp_check}. */
public final class TcpPort implements CheckKind {
    @Override
    public String name() {
        return "tcp_check";
    }

    @Override
    public Check read(Section init, Section instance) {
        String host = instance.text("host", "");
        int port = instance.integer("port", 0, 1, 65_535);
        if (host.isBlank()) {
            instance.miss("host", "give the host that is to be reached");
        }
        if (!instance.has("port")) {
            instance.miss("port", "give the port that is to be reached");
        }
        Duration timeout =
                instance.seconds("timeout", Duration.ofSeconds(10), Duration.ofMillis(10), Duration.ofMinutes(1));
        boolean timed = instance.flag("collect_response_time", false);
        Tags tags =
                Tags.of("target_host:" + host, "port:" + port, "instance:" + instance.text("name", host + ":" + port));
        return new Connecting(host, port, timeout, timed, tags);
    }

    private record Connecting(String host, int port, Duration timeout, boolean timed, Tags tags) implements Check {
        @Override
        public void run(Readings out) {
            long start = System.nanoTime();
            String failure = connect();
            double seconds = (System.nanoTime() - start) / 1e9;
            out.gauge("network.tcp.can_connect", failure == null ? 1 : 0, tags);
            out.service(
                    "tcp.can_connect",
                    failure == null ? ServiceCheck.Status.OK : ServiceCheck.Status.CRITICAL,
                    tags,
                    failure == null ? "" : failure);
            if (timed && failure == null) {
                out.gauge("network.tcp.response_time", seconds, tags.and("url", host + ":" + port));
            }
        }

        /** Returns why it was not possible, or null. */
        private String connect() {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                return "the name is not known";
            }
            try (Socket socket = new Socket()) {
                socket.connect(address, (int) timeout.toMillis());
                return null;
            } catch (IOException e) {
                return Reason.innermost(e);
            }
        }
    }
}
