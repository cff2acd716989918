package io.hydrophone.bench.agent;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the bench in a process of its own, which is asked by lines. */
final class JavaProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    private JavaProcess(Process process) {
        this.process = process;
        out = process.inputReader(StandardCharsets.UTF_8);
        in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** @param core that it may use; −1 for all */
    static JavaProcess start(int core, Class<?> main, String... arguments) throws IOException {
        List<String> words = new ArrayList<>();
        if (core >= 0) {
            words.addAll(List.of("taskset", "--cpu-list", Integer.toString(core)));
        }
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        words.addAll(List.of(arguments));
        return new JavaProcess(new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new EOFException("the process has ended");
        }
        return line;
    }

    String ask() throws IOException {
        in.write('\n');
        in.flush();
        return line();
    }

    @Override
    public void close() throws IOException {
        try {
            in.close(); // It ends with its input.
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
