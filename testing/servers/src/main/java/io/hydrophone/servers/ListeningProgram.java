package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A program that listens on a free port of 127.0.0.1, with a directory of its own for its files and its log. */
record ListeningProgram(Process process, Path directory, int port) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Says how it is called. */
    @FunctionalInterface
    interface Call {
        ProcessBuilder at(Path directory, int port) throws IOException;
    }

    /**
     * Returns when it takes connections.
     *
     * @param name of its directory, and in failures
     */
    static ListeningProgram start(String name, Call call) {
        try {
            Path directory = Files.createTempDirectory("hydrophone-" + name);
            int port = FreePort.find();
            Process process = call.at(directory, port)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            ListeningProgram program = new ListeningProgram(process, directory, port);
            Pause.until(name + " listens: " + directory, LIMIT, () -> FreePort.isTaken(port));
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it, and deletes its directory. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
