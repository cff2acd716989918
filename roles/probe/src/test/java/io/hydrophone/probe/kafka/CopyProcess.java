package io.hydrophone.probe.kafka;

import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.kafka.KafkaAddress;
import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.kafka.KafkaSettings;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A copy of the master in a process of its own, so that it can be killed. */
final class CopyProcess implements AutoCloseable {
    private final Process process;
    private final URI uri;

    private CopyProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Returns when it serves; it may have no partition yet. */
    static CopyProcess start(KafkaAddress source, String output, Path log) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                withoutJackson2(System.getProperty("java.class.path")),
                CopyProcess.class.getName(),
                source.toString(),
                output);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the copy ended: see " + log);
        }
        return new CopyProcess(process, URI.create(line));
    }

    /** Only the broker needs it: the program runs without. */
    private static String withoutJackson2(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.contains("com" + File.separator + "fasterxml"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    URI uri() {
        return uri;
    }

    /** Kills it, as {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Takes the source and the output; prints where it serves. */
    public static void main(String[] arguments) throws InterruptedException {
        KafkaConnection source = new KafkaConnection(KafkaAddress.parse(arguments[0]), KafkaSettings.NONE, false);
        StreamsOptions options = StreamsOptions.of(source, "masters")
                .withInterval(Duration.ofSeconds(2), Duration.ofMinutes(10))
                .withOutput(arguments[1]);
        try (StreamsMaster master = StreamsMaster.of(options, problem -> System.err.println(problem.text()));
                HttpServer server = HttpServer.start(ServerOptions.local(0), Serving.routes(master))) {
            master.start(server.uri(), () -> {});
            System.out.println(server.uri());
            new CountDownLatch(1).await();
        }
    }
}
