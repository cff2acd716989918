package io.hydrophone.probe.group;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A member in a process of its own, so that it can be killed and stopped as such. */
final class MemberProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private MemberProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when it is a member. */
    static MemberProcess start(Path directory, String name, String... seeds) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MemberProcess.class.getName(),
                directory.toString(),
                name));
        command.addAll(List.of(seeds));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        return new MemberProcess(process, Integer.parseInt(out.readLine()));
    }

    String groupAddress() {
        return "127.0.0.1:" + port;
    }

    void kill() {
        process.destroyForcibly();
    }

    /** {@code STOP} or {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    public static void main(String[] args) throws InterruptedException {
        List<String> seeds = List.of(args).subList(2, args.length);
        GroupOptions options = Member.options(Path.of(args[0]), args[1], "test", null, seeds, Member.LOSING);
        Member member = Member.start(options);
        new PrintStream(System.out, true, StandardCharsets.UTF_8)
                .println(member.group().port());
        Thread.currentThread().join();
    }
}
