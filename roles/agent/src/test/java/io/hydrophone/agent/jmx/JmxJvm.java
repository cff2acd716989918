package io.hydrophone.agent.jmx;

import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, which shows its beans on a port of loopback. */
final class JmxJvm implements AutoCloseable {
    private final Process process;
    private final int port;

    private JmxJvm(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** With further options of the management agent. */
    static JmxJvm start(String... options) throws IOException {
        int port = FreePort.find();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WebLogicBeans.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(out.readLine())) {
            process.destroyForcibly();
            throw new IOException("the JVM did not start");
        }
        return new JmxJvm(process, port);
    }

    /** For everybody, in the clear. */
    static JmxJvm startOpen() throws IOException {
        return start("-Dcom.sun.management.jmxremote.authenticate=false", "-Dcom.sun.management.jmxremote.ssl=false");
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** A full collection, by the serial collector. */
    void collectGarbage() {
        Tool.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid()), "GC.run")
                .output();
    }

    /** Sends a signal, by its name. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    void stop() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        stop();
    }
}
