package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.core.SizeText;
import io.hydrophone.traffic.capture.PacketRecorder;
import io.hydrophone.traffic.capture.ServerStates;
import io.hydrophone.traffic.capture.SessionStates;
import io.hydrophone.traffic.capture.TrafficRecorder;
import io.hydrophone.traffic.recording.TrafficTarget;
import io.hydrophone.traffic.recording.TrafficTarget.TargetCounters;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.CaptureFile;
import io.hydrophone.wire.source.PacketSource;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hydrophone record}. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description =
                "Records sessions, each command as it was sent, and how each ended: to replay it, or to compare it.",
        footer = {
            "",
            "Examples:",
            "  hydrophone record -i any --for 10m --to file:traffic",
            "  hydrophone record -i eth0 --mysql mysql://hydrophone@127.0.0.1/ --to file:/var/lib/traffic",
            "  hydrophone record --no-encrypt --to file:traffic capture.pcap",
            "  hydrophone record -i eth0 --to 'amqps://recorder@broker/traffic?password-file=FILE'",
            "  hydrophone record -i eth0 --format mrte --to amqp://recorder@127.0.0.1/",
            "",
            "A status line comes every ten seconds, in values a second, but for the queue: packets of the device, those of the"
                    + " server's ports, dropped by the kernel, dropped because the target was too slow (events), blocks that"
                    + " wait for the target, failures to write to it."
        })
final class RecordCommand extends ConsoleCommand {
    /** Commands are kept wholly up to this size; longer ones are cut, and said to be. */
    private static final int MAX_COMMAND = 64 << 20;

    private static final long MAX_BUFFERS = 512L << 20;

    @Mixin
    private CaptureOptions capture;

    @Mixin
    private RecordingTarget to;

    @Mixin
    private MySqlLogin server;

    @Option(
            names = "--mask",
            description =
                    "Take the data out, for a recording that leaves the house: literals become ?, values and files"
                            + " are left out. It can be compared, not replayed.")
    private boolean mask;

    @Option(
            names = "--checksum",
            description = "Also a checksum of the rows of each answer, so that a replay can tell other rows.")
    private boolean checksum;

    @Override
    public Integer call() throws IOException {
        capture.check();
        try (ServerStates states = server.isGiven() ? ServerStates.open(server.server(), this::tell) : null;
                TrafficTarget target = to.open(metadata(), this::tell)) {
            DecoderOptions decoding =
                    capture.decoding().keeping(MAX_COMMAND, MAX_BUFFERS).checksumRows(checksum);
            TrafficRecorder recorder =
                    new TrafficRecorder(target, states == null ? SessionStates.UNKNOWN : states, mask);
            TrafficDecoder decoder = new TrafficDecoder(decoding, recorder);
            if (states != null) {
                decoder.passOver(states::isOwn);
            }
            if (capture.isLive()) {
                listen(decoder, target, recorder);
            } else {
                readFiles(decoder, target, recorder);
            }
        }
        return 0;
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("hydrophone", Version.number());
        metadata.put("from", String.join(",", capture.isLive() ? capture.devices() : capture.files()));
        metadata.put("ports", capture.ports().toString());
        metadata.put("masked", Boolean.toString(mask));
        return metadata;
    }

    private void listen(TrafficDecoder decoder, TrafficTarget target, TrafficRecorder heard) throws IOException {
        try (PacketSource source = capture.openDevices();
                ListenUntil end = new ListenUntil(source::stop, capture.duration())) {
            notice("recording to " + to.place() + "; Ctrl-C ends it");
            RecordingStatus status = new RecordingStatus();
            PacketRecorder recorder = PacketRecorder.listening(decoder, target, source::counters, () -> {
                if (status.isDue()) {
                    err().println(status.line(decoder.counters(), source.counters(), target.counters()));
                }
            });
            source.run(recorder);
            recorder.over();
            target.close();
            sumUp(decoder.counters(), source.counters(), target, heard.commands());
            end.done();
        }
    }

    /** Files are read as one: a session may go on from one file of a rotated capture to the next. */
    private void readFiles(TrafficDecoder decoder, TrafficTarget target, TrafficRecorder heard) throws IOException {
        AtomicReference<CaptureCounters> seen = new AtomicReference<>(CaptureCounters.NONE);
        AtomicReference<PacketSource> reading = new AtomicReference<>();
        AtomicBoolean stopped = new AtomicBoolean();
        PacketRecorder recorder = PacketRecorder.reading(decoder, target, seen::get);
        try (ListenUntil end = new ListenUntil(() -> stop(stopped, reading.get()), null)) {
            for (String file : capture.files()) {
                try (PacketSource source = open(file)) {
                    reading.set(source);
                    if (!stopped.get()) {
                        source.run(recorder);
                    }
                    seen.set(seen.get().plus(source.counters()));
                }
            }
            recorder.over();
            target.close();
            sumUp(decoder.counters(), seen.get(), target, heard.commands());
            end.done();
        }
    }

    private PacketSource open(String file) throws IOException {
        return CaptureOptions.isStandardInput(file)
                ? CaptureFile.of("standard input", Channels.newChannel(in()))
                : CaptureFile.open(Path.of(file));
    }

    private static void stop(AtomicBoolean stopped, PacketSource source) {
        stopped.set(true);
        if (source != null) {
            source.stop();
        }
    }

    private void tell(Problem problem) {
        notice(problem.text());
    }

    private void sumUp(WireCounters wire, CaptureCounters seen, TrafficTarget target, long commands) {
        TargetCounters counters = target.counters();
        err().println(Summaries.line(wire, seen, commands));
        StringBuilder line = new StringBuilder();
        line.append(counters.events()).append(" events recorded, ").append(SizeText.of(counters.storedBytes()));
        line.append(" to ").append(to.place());
        if (counters.droppedEvents() > 0) {
            line.append("; ").append(counters.droppedEvents()).append(" events dropped: the target was too slow");
        }
        err().println(line);
        String why = Summaries.whyNothing(wire, seen, capture.ports(), commands);
        if (!why.isEmpty()) {
            err().println(why);
        }
    }
}
