package io.hydrophone.bench.listener;

import io.hydrophone.bench.process.Background;
import io.hydrophone.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code hydrophone record} into a directory. */
public final class Recorder implements Listener {
    private static final Pattern PACKETS = Pattern.compile("(\\d+) packets");
    private static final Pattern KERNEL_DROPS = Pattern.compile("(\\d+) packets dropped by the kernel");
    private static final Pattern EVENT_DROPS = Pattern.compile("(\\d+) events dropped");
    private static final Pattern COMMANDS = Pattern.compile("(?m)^(\\d+) commands, ");
    /** Its reader gets whatever the ring holds at the latest after a tenth of a second. */
    private static final long LAST_READ_MILLIS = 1200;

    private final Background process;
    private long commands;

    private Recorder(Background process) {
        this.process = process;
    }

    /** Starts the command given and waits until it listens. */
    public static Recorder listen(Tool tool, Path log) throws IOException, InterruptedException {
        Background process = Background.start(tool, log);
        process.await("record to listen", () -> process.said().contains("recording to"));
        return new Recorder(process);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** Drops are packets that the kernel, and events that the recording had no room for. */
    @Override
    public Heard stop() throws IOException, InterruptedException {
        Thread.sleep(LAST_READ_MILLIS);
        String said = process.stop();
        commands = number(COMMANDS, said, -1);
        long packets = number(PACKETS, said, -1);
        if (commands < 0 || packets < 0) {
            throw new IOException("record told no counts: " + said);
        }
        return new Heard(packets, number(KERNEL_DROPS, said, 0) + number(EVENT_DROPS, said, 0));
    }

    /** Of the recording, once it was stopped. */
    public long commands() {
        return commands;
    }

    private static long number(Pattern pattern, String said, long otherwise) {
        Matcher matcher = pattern.matcher(said);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : otherwise;
    }

    @Override
    public void close() {
        process.close();
    }
}
