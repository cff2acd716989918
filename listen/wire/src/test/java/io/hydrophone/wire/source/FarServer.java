package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A {@link Farside} that runs in another network namespace. */
record FarServer(Process process) implements AutoCloseable {
    static FarServer start(String space, String address, int port, int conversations) throws IOException {
        Process process = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        space,
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Farside.class.getName(),
                        address,
                        String.valueOf(port),
                        String.valueOf(conversations))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.getInputStream().read()).isEqualTo('r');
        return new FarServer(process);
    }

    /** Of the process in that namespace: {@code ip} becomes the program that it starts. */
    long pid() {
        return process.pid();
    }

    /** Waits until it has had its conversations. */
    @Override
    public void close() {
        try {
            process.onExit().orTimeout(90, TimeUnit.SECONDS).join();
        } finally {
            process.destroyForcibly();
        }
    }
}
