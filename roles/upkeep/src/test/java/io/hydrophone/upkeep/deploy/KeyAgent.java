package io.hydrophone.upkeep.deploy;

import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** OpenSSH's own agent, holding a key. */
final class KeyAgent implements AutoCloseable {
    private final Process process;
    private final Path socket;

    private KeyAgent(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    static KeyAgent start(Path socket, Path key) throws IOException {
        Process process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        KeyAgent agent = new KeyAgent(process, socket);
        Pause.until("the SSH agent listens", Duration.ofSeconds(60), () -> Files.exists(socket));
        Tool.of("ssh-add", "-q", key.toString())
                .environment("SSH_AUTH_SOCK", socket.toString())
                .output();
        return agent;
    }

    Path socket() {
        return socket;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
