package io.hydrophone.bench.listener;

import io.hydrophone.bench.process.Background;
import io.hydrophone.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code tcpdump -w /dev/null}: copies packets out of the kernel and does nothing else with them. */
public final class Tcpdump implements Listener {
    private static final Pattern CAPTURED = Pattern.compile("(\\d+) packets? captured");
    private static final Pattern DROPPED = Pattern.compile("(\\d+) packets? dropped by kernel");
    /** Its reads return at the latest after a second. */
    private static final long LAST_READ_MILLIS = 1200;

    private final Background process;

    private Tcpdump(Background process) {
        this.process = process;
    }

    /** With a buffer in the kernel of as many MiB as Hydrophone's ring. */
    public static Tcpdump listen(String device, int port, int bufferMebibytes, Path log)
            throws IOException, InterruptedException {
        Tool tool = Tool.of(
                "tcpdump",
                "-i",
                device,
                "-Z",
                "root",
                "-B",
                Integer.toString(bufferMebibytes * 1024),
                "-w",
                "/dev/null",
                "tcp port " + port);
        Background process = Background.start(tool, log);
        process.await("tcpdump to listen", () -> process.said().contains("listening on"));
        return new Tcpdump(process);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Heard stop() throws IOException, InterruptedException {
        Thread.sleep(LAST_READ_MILLIS);
        String said = process.stop();
        return new Heard(number(CAPTURED, said), number(DROPPED, said));
    }

    private static long number(Pattern pattern, String said) throws IOException {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IOException("tcpdump told no count of packets: " + said);
        }
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() {
        process.close();
    }
}
