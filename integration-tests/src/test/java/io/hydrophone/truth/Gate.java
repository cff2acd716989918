package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Server;
import io.hydrophone.servers.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Holds a statement up until it is opened; it is held through the server's socket, where no capture of the port hears it. */
final class Gate implements AutoCloseable {
    /** Is answered once the gate is open. */
    static final String WAIT = "SELECT GET_LOCK('gate', 60)";

    private final Process client;

    private Gate(Process client) {
        this.client = client;
    }

    static Gate shut(Server server) throws IOException {
        Tool tool = server.socketClient().with("--batch", "--skip-column-names", "--unbuffered");
        ProcessBuilder builder = new ProcessBuilder(tool.words()).redirectErrorStream(true);
        builder.environment().putAll(tool.environment());
        Process client = builder.start();
        client.outputWriter(StandardCharsets.UTF_8)
                .append("SELECT GET_LOCK('gate', 0);\n")
                .flush();
        BufferedReader said = client.inputReader(StandardCharsets.UTF_8);
        assertThat(said.readLine()).isEqualTo("1");
        return new Gate(client);
    }

    /** Opens it: the lock goes with its session. */
    void open() {
        client.destroyForcibly();
    }

    @Override
    public void close() {
        open();
    }
}
