package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs to its end within a time limit.
 *
 * @param words the program and its arguments
 * @param environment variables added to those of this process
 * @param input given on its standard input
 * @param limit after which it is killed
 */
public record Tool(List<String> words, Map<String, String> environment, String input, Duration limit) {
    private static final int SHOWN_CHARACTERS = 4_000;

    /** How a program ended. */
    public record Result(int status, String output, String errors) {}

    public static Tool of(String... words) {
        return of(List.of(words));
    }

    public static Tool of(List<String> words) {
        return new Tool(List.copyOf(words), Map.of(), "", Duration.ofMinutes(2));
    }

    public Tool with(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new Tool(List.copyOf(all), environment, input, limit);
    }

    public Tool environment(String name, String value) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put(name, value);
        return new Tool(words, Map.copyOf(all), input, limit);
    }

    public Tool input(String text) {
        return new Tool(words, environment, text, limit);
    }

    public Tool limit(Duration time) {
        return new Tool(words, environment, input, time);
    }

    /**
     * Runs it and gives what it printed.
     *
     * @throws IllegalStateException with the end of its output when it failed
     */
    public String output() {
        Result result = run();
        if (result.status != 0) {
            throw new IllegalStateException(
                    this + " ended with status " + result.status + ":\n" + end(result.output + result.errors));
        }
        return result.output;
    }

    /**
     * Runs it, whatever its exit status.
     *
     * @throws IllegalStateException when it cannot be started or does not end in time
     */
    public Result run() {
        try {
            Path directory = Files.createTempDirectory("hydrophone-tool");
            try {
                return run(
                        Files.writeString(directory.resolve("in"), input),
                        directory.resolve("out"),
                        directory.resolve("err"));
            } finally {
                Directories.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result run(Path in, Path out, Path errors) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        this + " did not end within " + limit + ":\n" + end(text(out) + text(errors)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(this + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), text(out), text(errors));
    }

    /** Programs print bytes of any character set: what is no UTF-8 becomes replacement characters. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String end(String text) {
        return text.substring(Math.max(0, text.length() - SHOWN_CHARACTERS));
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
