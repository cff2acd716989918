package io.hydrophone.app;

import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.PacketSource;
import java.io.IOException;
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
        if (capture.isLive()) {
            listen(ports, json);
        } else {
            for (String file : capture.files()) {
                try (PacketSource source = capture.openFile(file)) {
                    run(source, ports, json);
                }
            }
        }
        json.flush();
        return 0;
    }

    private void listen(Ports ports, QueryJson json) throws IOException {
        try (PacketSource source = capture.openDevices();
                ListenUntil end = new ListenUntil(source, capture.duration())) {
            json.flushEachTick();
            run(source, ports, json);
            end.done();
        }
    }

    private void run(PacketSource source, Ports ports, QueryJson json) throws IOException {
        TrafficDecoder decoder = new TrafficDecoder(DecoderOptions.of(ports), json);
        source.run(new FlushingHandler(decoder, json));
        WireCounters counters = decoder.counters();
        err().println(Summaries.line(counters, source.counters(), json.count()));
        String why = Summaries.whyNothing(counters, source.counters(), ports, json.count());
        if (!why.isEmpty()) {
            err().println(why);
        }
    }
}
