package io.hydrophone.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.LiveCheck;
import io.hydrophone.agent.check.LiveCheck.Measured;
import io.hydrophone.core.ServiceCheck.Status;
import io.hydrophone.servers.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpPortTest {
    @TempDir
    private Path directory;

    @Test
    void aPortThatListensAndOneThatDoesNot() throws Exception {
        int port = FreePort.find();
        String tags = "{instance:shop,port:" + port + ",target_host:127.0.0.1}";
        try (LiveCheck check = LiveCheck.of(
                new TcpPort(),
                directory,
                "name: shop",
                "host: 127.0.0.1",
                "port: " + port,
                "collect_response_time: true")) {
            Measured closed = check.run();
            assertThat(closed.values())
                    .containsEntry("network.tcp.can_connect" + tags, 0.0)
                    .hasSize(1);
            assertThat(closed.services().getFirst().status()).isEqualTo(Status.CRITICAL);
            assertThat(closed.services().getFirst().message()).contains("refused");
            try (ServerSocket server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
                Measured open = check.run();
                assertThat(server.isBound()).isTrue();
                assertThat(open.values())
                        .containsEntry("network.tcp.can_connect" + tags, 1.0)
                        .hasSize(2);
                assertThat(open.services().getFirst().status()).isEqualTo(Status.OK);
            }
        }
    }
}
