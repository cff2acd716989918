package io.hydrophone.app;

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.CaptureFile;
import io.hydrophone.wire.source.PacketSource;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hydrophone decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Prints each command that clients sent, with its outcome, as a JSON object a line.",
        footer = {
            "",
            "Examples:",
            "  hydrophone decode capture.pcap | jq -r 'select(.error_code) | [.user,.error_message] | @tsv'",
            "  hydrophone decode -i any --port 3306,3307 --for 10s",
            "  hydrophone decode --tls-keylog keys.log capture.pcap",
            "  ssh db1 tcpdump -U -w - port 3306 | hydrophone decode -",
            "",
            "Times are microseconds: ts since 1970, latency_us to the answer's first packet, total_us to its last."
        })
final class DecodeCommand extends ConsoleCommand {
    @Mixin
    private CaptureOptions capture;

    @Option(
            names = "--mask",
            negatable = true,
            description = "Replace literals by ? (the default for devices; --no-mask shows them).")
    private Boolean mask;

    @Override
    public Integer call() throws IOException {
        capture.check();
        Ports ports = capture.ports();
        boolean masked = mask == null ? capture.isLive() : mask;
        QueryJson json = new QueryJson(out(), masked);
        TrafficDecoder decoder = new TrafficDecoder(capture.decoding(), json);
        if (capture.isLive()) {
            listen(decoder, ports, json);
        } else {
            finish(decoder, readFiles(decoder, json), ports, json);
        }
        return 0;
    }

    /** Files are read as one: a session may go on from one file of a rotated capture to the next. */
    private CaptureCounters readFiles(TrafficDecoder decoder, QueryJson json) throws IOException {
        CaptureCounters seen = CaptureCounters.NONE;
        for (String file : capture.files()) {
            try (PacketSource source = CaptureOptions.isStandardInput(file)
                    ? CaptureFile.of("standard input", Channels.newChannel(in()))
                    : CaptureFile.open(Path.of(file))) {
                source.run(new PrintingHandler(decoder, json, () -> stopIfUnheard(source)));
                seen = seen.plus(source.counters());
            }
        }
        return seen;
    }

    private void listen(TrafficDecoder decoder, Ports ports, QueryJson json) throws IOException {
        try (PacketSource source = capture.openDevices();
                ListenUntil end = new ListenUntil(source::stop, capture.duration())) {
            json.flushEachTick();
            source.run(new PrintingHandler(decoder, json, () -> stopIfUnheard(source)));
            finish(decoder, source.counters(), ports, json);
            end.done();
        }
    }

    /** As with {@code | head}: nobody reads on. */
    private void stopIfUnheard(PacketSource source) {
        if (out().checkError()) {
            source.stop();
        }
    }

    private void finish(TrafficDecoder decoder, CaptureCounters seen, Ports ports, QueryJson json) {
        decoder.end();
        json.flush();
        WireCounters counters = decoder.counters();
        err().println(Summaries.line(counters, seen, json.count()));
        String why = Summaries.whyNothing(counters, seen, ports, json.count());
        if (!why.isEmpty()) {
            err().println(why);
        }
    }
}
