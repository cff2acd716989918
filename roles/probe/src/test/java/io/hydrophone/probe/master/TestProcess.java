package io.hydrophone.probe.master;

import io.hydrophone.servers.Tool;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * A main class of these tests in a process and a network namespace of its own, started as often as need be. It answers
 * questions over its standard input and output, since nobody outside reaches its network, and ends with who asks.
 */
final class TestProcess implements AutoCloseable {
    private static final long ANSWER_MILLIS = 20_000;
    private static final long END_SECONDS = 90;

    private final String namespace;
    private final File log;
    private final Class<?> main;
    private final Map<Integer, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
    private volatile Process process;
    private int questions;

    /** @param log what it prints as errors is added to this file */
    TestProcess(String namespace, File log, Class<?> main) {
        this.namespace = namespace;
        this.log = log;
        this.main = main;
    }

    void start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "nsenter", // Becomes the process that it starts.
                "--net=/run/netns/" + namespace,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
        process = started;
        Thread.ofVirtual().start(() -> listen(started));
    }

    private void listen(Process to) {
        try (BufferedReader out = to.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            // It was killed; who asked gets no answer.
        }
    }

    /** A number, a blank, an answer; anything else is for the log. */
    private void hear(String line) throws IOException {
        int blank = line.indexOf(' ');
        if (blank < 1 || !line.substring(0, blank).matches("[0-9]{1,9}")) {
            Files.writeString(log.toPath(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return;
        }
        CompletableFuture<String> question = asked.remove(Integer.parseInt(line.substring(0, blank)));
        if (question != null) {
            question.complete(line.substring(blank + 1));
        }
    }

    /** What its threads do. */
    String threads() {
        return Tool.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "Thread.print")
                .run()
                .output();
    }

    /** The answer, a line; null when there is none in time, or an empty one. */
    String ask(String question) throws InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        int number;
        synchronized (this) {
            number = ++questions;
            asked.put(number, answer);
            try {
                Writer in = process.outputWriter(StandardCharsets.UTF_8);
                in.write(number + " " + question + "\n");
                in.flush();
            } catch (IOException e) {
                answer.complete(null); // It has ended.
            }
        }
        try {
            String line = answer.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            return line == null || line.isEmpty() ? null : line;
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            asked.remove(number);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** As {@code kill} does; returns when it has ended. */
    void end() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process of " + log + " does not end");
        }
    }

    /** {@code STOP} or {@code CONT}. */
    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    /** For the process: answers until who asks is gone, then ends at once. */
    static void answer(UnaryOperator<String> answers) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int blank = line.indexOf(' ');
                out.println(line.substring(0, blank) + " " + answers.apply(line.substring(blank + 1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(0);
    }
}
