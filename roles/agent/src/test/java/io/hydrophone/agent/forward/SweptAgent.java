package io.hydrophone.agent.forward;

import io.hydrophone.agent.sink.Compression;
import io.hydrophone.agent.sink.ConsoleSink;
import io.hydrophone.agent.sink.HttpTarget;
import io.hydrophone.core.Sample;
import io.hydrophone.core.Tags;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Brings numbered points to a forwarder until it is killed, or until {@code end} is read: then it waits until nothing waits.
 * Says {@code accepted FROM THROUGH} when they were, {@code safe THROUGH} when nothing is in memory alone, and at the end
 * {@code dropped COUNT}.
 *
 * <p>Arguments: the receiver, the directory, the bytes of the queue, the first point, a seed,
 * how many points at most at a time.
 */
final class SweptAgent {
    private static final Tags TAGS = Tags.of("purpose:to take some room on the disk, as points do that have tags");

    private SweptAgent() {}

    public static void main(String[] arguments) throws Exception {
        HttpTarget target =
                new HttpTarget(URI.create(arguments[0]), null, null, Duration.ofSeconds(1), Compression.NONE);
        QueueLimits limits = new QueueLimits(Long.parseLong(arguments[2]), 256 << 10, Duration.ofHours(1));
        SinkOptions options = new SinkOptions("swept", Path.of(arguments[1]), limits, Duration.ofSeconds(1));
        Forwarder forwarder = Forwarder.start(
                new ForwarderOptions("swept", "here", TAGS),
                List.of(new Forwarder.Destination(options, new ConsoleSink(target, ConsoleSink.Format.MSGPACK))),
                problem -> {});
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        Random random = new Random(Long.parseLong(arguments[4]));
        int most = Integer.parseInt(arguments[5]);
        long point = Long.parseLong(arguments[3]);
        while (System.in.available() == 0) {
            point = bring(forwarder, point, most, random, out);
            Thread.sleep(random.nextInt(8));
        }
        while (queue(forwarder).signals() > 0) {
            Thread.sleep(20);
        }
        long dropped = queue(forwarder).dropped().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        out.println("dropped " + dropped);
        forwarder.close();
    }

    /** Returns the point after them. */
    private static long bring(Forwarder forwarder, long first, int most, Random random, PrintStream out) {
        List<Sample> samples = new ArrayList<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            samples.add(Sample.gauge("sweep.point", (double) (first + samples.size()), Tags.NONE, 1_000_000 * first));
        }
        forwarder.accept(samples);
        long last = first + samples.size() - 1;
        out.println("accepted " + first + " " + last);
        if (queue(forwarder).memoryBytes() == 0) {
            out.println("safe " + last);
        }
        return last + 1;
    }

    private static QueueFigures queue(Forwarder forwarder) {
        return forwarder.figures().sinks().getFirst().queue();
    }
}
