package io.hydrophone.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process of its own that runs a main class of the tests. */
public final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private Child(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    public static Child start(Class<?> main, Object... arguments) throws IOException {
        return new Child(start(java(main, arguments)));
    }

    /**
     * Runs in a mount namespace of its own, where a directory is on a small file system in memory that goes with the process.
     *
     * @param options of the mount: {@code size=1m}, {@code ro}
     */
    public static Child onItsOwnDisk(Path directory, String options, Class<?> main, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o \"$1\" tmpfs \"$2\" && shift 2 && exec \"$@\"",
                "sh",
                options,
                directory.toString()));
        command.addAll(java(main, arguments));
        return new Child(start(command));
    }

    /** The next line it prints, or null when it has ended. */
    public String line() throws IOException {
        return out.readLine();
    }

    /** Gives it a line to read. */
    public void tell(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    public List<String> lines() {
        return out.lines().toList();
    }

    /** SIGKILL. */
    public void kill() {
        process.toHandle().destroyForcibly(); // Not Process.destroyForcibly, which closes what is still to be read.
    }

    public int exitStatus() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        out.close();
    }

    private static List<String> java(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
