package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.input.DigestInput;
import io.hydrophone.digest.report.Diagnosis;
import io.hydrophone.digest.report.Heard;
import io.hydrophone.digest.report.HtmlReport;
import io.hydrophone.digest.report.JsonReport;
import io.hydrophone.digest.report.Order;
import io.hydrophone.digest.report.Report;
import io.hydrophone.digest.report.TextReport;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.source.PacketSources;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hydrophone digest}: which statements ran, how often, how slowly, with which errors. */
@Command(
        name = "digest",
        description = "Report which statements ran, how often, how slowly and with which errors: from captures, slow"
                + " logs, general logs, or live.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hydrophone digest capture.pcap",
            "  hydrophone digest --format html --slow 100ms capture.pcap > report.html",
            "  hydrophone digest --transactions --idle-in-transaction 500ms capture.pcap",
            "  hydrophone digest --format json --tag route,job capture.pcap | jq '.classes[].tags'",
            "  hydrophone digest --db shop --order p99 --top 5 mysql-slow.log",
            "  hydrophone digest -i any --for 60s",
            "  hydrophone digest --tls-keylog keys.log capture.pcap",
            "  hydrophone digest -i eth0 --for 10m --workers 4 --sample 1/8"
        })
final class DigestCommand extends ConsoleCommand {
    private enum Format {
        text,
        json,
        html
    }

    private enum By {
        time,
        count,
        errors,
        p99,
        rows
    }

    /** Beyond these, the one thread that reads is the slowest. */
    private static final int MAX_WORKERS = 8;

    @Mixin
    private CaptureOptions capture;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text, json or html.")
    private Format format;

    @Option(
            names = "--order",
            paramLabel = "BY",
            defaultValue = "time",
            description = "time, count, errors, p99 or rows.")
    private By order;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "20",
            description = "Show so many statements (default: 20).")
    private int top;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Decode on so many threads (default: files on one a core, at most " + MAX_WORKERS
                    + "; devices on one).")
    private Integer workers;

    @Mixin
    private DigestSelection selection;

    @Mixin
    private TransactionSelection transactions;

    @Mixin
    private TagSelection tags;

    @Option(
            names = "--mask",
            negatable = true,
            description = "Hide literals in samples; live input hides them by default.")
    private Boolean mask;

    @Override
    public Integer call() throws IOException {
        capture.check();
        int threads = threads();
        Ports ports = capture.ports();
        DigestOptions options = tags.with(transactions.with(selection.options()));
        DigestInput input = new DigestInput(capture.decoding(), options, threads);
        if (capture.isLive()) {
            listen(input, ports, options, threads);
        } else {
            read(input);
            report(input, ports, options);
        }
        return 0;
    }

    private int threads() {
        if (workers != null) {
            return LoadOptions.checkWorkers(workers);
        }
        return capture.isLive() ? 1 : Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_WORKERS);
    }

    private void read(DigestInput input) throws IOException {
        ReadingProgress progress = ReadingProgress.of(capture.files(), input);
        try {
            for (String file : capture.files()) {
                if (CaptureOptions.isStandardInput(file)) {
                    input.read("standard input", Channels.newChannel(in()));
                } else {
                    input.read(file);
                }
            }
        } finally {
            progress.end();
        }
    }

    /** Ctrl-C ends listening, not the program: the report of what was heard is still to be written. */
    private void listen(DigestInput input, Ports ports, DigestOptions options, int threads) throws IOException {
        try (PacketSources source = capture.openDevices(threads);
                ListenUntil end = new ListenUntil(source::stop, capture.duration())) {
            input.listen(String.join(", ", capture.devices()) + " port " + ports, source);
            report(input, ports, options);
            end.done();
        }
    }

    private void report(DigestInput input, Ports ports, DigestOptions options) throws IOException {
        Summary summary = input.end();
        Heard heard = input.heard();
        boolean masked = mask == null ? capture.isLive() : mask;
        Order by = Order.valueOf(order.name().toUpperCase(Locale.ROOT));
        Report report = Report.of(heard, summary, by, top, masked, options.transactions());
        OutputStream out = out();
        switch (format) {
            case text -> out.write(text(report).getBytes(StandardCharsets.UTF_8));
            case json -> {
                JsonReport.write(report, out);
                out.write('\n');
            }
            case html -> HtmlReport.write(report, out);
        }
        out.flush();
        if (heard.capture() != null && heard.log() == null && summary.counts().filteredOut() == 0) {
            long queries = report.total().tally().count();
            Problem problem =
                    Diagnosis.of(heard.wire(), heard.capture(), ports, queries, serversElsewhere(ports, queries));
            if (problem != null) {
                err().println(problem.text());
            }
        }
    }

    /** When nothing was heard in files: reads them again, for servers on any port. */
    private List<Integer> serversElsewhere(Ports ports, long queries) {
        if (queries > 0
                || ports.isAuto()
                || capture.isLive()
                || capture.files().stream().anyMatch(CaptureOptions::isStandardInput)) {
            return List.of();
        }
        DigestInput everywhere = new DigestInput(DecoderOptions.of(Ports.AUTO), DigestOptions.DEFAULT, 1);
        for (String file : capture.files()) {
            everywhere.read(file);
        }
        TreeSet<Integer> found = new TreeSet<>();
        for (StatementSummary statement : everywhere.end().statements()) {
            String instance = statement.key().instance();
            found.add(Integer.valueOf(instance.substring(instance.lastIndexOf(':') + 1)));
        }
        return List.copyOf(found);
    }

    private String text(Report report) {
        return new TextReport(report, Terminal.width(), onTerminal() && Terminal.wantsColours()).render();
    }
}
