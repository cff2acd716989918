package io.hydrophone.report;

import io.hydrophone.digest.summary.ClientSummary;
import io.hydrophone.digest.summary.CommandCount;
import io.hydrophone.digest.summary.Sampling;
import io.hydrophone.digest.summary.SlowQuery;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Timeline;
import io.hydrophone.digest.summary.Transactions;
import io.hydrophone.protocol.Command;
import io.hydrophone.wire.SampleRatio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link ReportWriter} wrote, from whatever notation. For one report. */
final class ReportReader {
    private static final long MILLISECOND = 1_000_000;

    private static final Map<String, Command> COMMANDS = new HashMap<>();

    static {
        for (Command command : Command.values()) {
            COMMANDS.put(command.name(), command);
        }
    }

    private final FieldReader in;
    private final StatementReader statement;
    private final Histograms histograms;

    private String format = "";
    private String formatVersion = "";
    private String probe = "";
    private long epoch;
    private long sequence;
    private String version = "";
    private long from;
    private long to;
    private int finest = 1;
    private int coarsest = 1;
    private long filteredOut;
    private long late;
    private long evictedRows;
    private long slowNanos = -1;
    private CaptureFigures capture = CaptureFigures.NONE;
    private List<StatementSummary> statements = List.of();
    private List<ClientSummary> clients = List.of();
    private List<CommandCount> commands = List.of();
    private Timeline timeline = new Timeline(MILLISECOND, 0, List.of());
    private Transactions transactions;

    ReportReader(FieldReader in) {
        this.in = in;
        histograms = new Histograms(in);
        statement = new StatementReader(in, histograms);
    }

    IntervalReport read() {
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            field(field);
        }
        check();
        Sampling sampling = new Sampling(new SampleRatio(finest), new SampleRatio(coarsest));
        Summary summary = new Summary(
                from,
                to,
                statements,
                clients,
                commands,
                timeline,
                transactions,
                new Summary.Bookkeeping(filteredOut, late, evictedRows, slowNanos, sampling));
        return new IntervalReport(new ReportId(probe, epoch, sequence), version, capture, summary);
    }

    private void field(Field field) {
        switch (field) {
            case FORMAT -> format = in.name();
            case FORMAT_VERSION -> formatVersion = in.name();
            case PROBE -> probe = in.name();
            case EPOCH -> epoch = in.id();
            case SEQUENCE -> sequence = in.number(1, FieldReader.MAX_NUMBER);
            case VERSION -> version = in.name();
            case FROM -> from = in.micros();
            case TO -> to = in.micros();
            case SAMPLE_FINEST -> finest = in.integer(1, SampleRatio.COARSEST);
            case SAMPLE_COARSEST -> coarsest = in.integer(1, SampleRatio.COARSEST);
            case FILTERED_OUT -> filteredOut = in.count();
            case LATE -> late = in.count();
            case EVICTED_ROWS -> evictedRows = in.count();
            case SLOW_THRESHOLD_US -> slowNanos = in.micros();
            case CAPTURE -> capture = capture();
            case STATEMENTS -> statements = in.list(ReportBounds.STATEMENTS, statement::read);
            case CLIENTS -> clients = in.list(ReportBounds.CLIENTS, this::client);
            case COMMANDS -> commands = in.list(ReportBounds.COMMANDS, this::command);
            case TIMELINE -> timeline = timeline();
            case TRANSACTIONS -> transactions = new TransactionReader(in, histograms).read();
            default -> in.skip();
        }
    }

    private void check() {
        if (!format.equals(ReportFormat.NAME)) {
            throw in.problem("its format is not " + ReportFormat.NAME);
        }
        if (!ReportFormat.isRead(formatVersion)) {
            throw in.problem("its version is " + formatVersion + ", and only " + ReportFormat.VERSION + " is known");
        }
        if (probe.isEmpty() || sequence == 0) {
            throw in.problem("it does not say which report it is");
        }
        if (to <= from) {
            throw in.problem("its interval ends before it begins");
        }
        if (finest > coarsest) {
            throw in.problem("its samples contradict each other");
        }
    }

    private CaptureFigures capture() {
        long[] figures = new long[Field.NUMBERS];
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            figures[field.number()] = in.count();
        }
        return new CaptureFigures(
                figures[Field.PACKETS.number()],
                figures[Field.BYTES.number()],
                figures[Field.SESSIONS.number()],
                figures[Field.LOGINS.number()],
                figures[Field.FAILED_LOGINS.number()],
                figures[Field.KERNEL_DROP.number()],
                figures[Field.GAP.number()],
                figures[Field.LOST_BYTES.number()],
                figures[Field.LOST_COMMANDS.number()],
                figures[Field.EVICTED.number()],
                figures[Field.SAMPLED.number()],
                figures[Field.ENCRYPTED.number()],
                figures[Field.UNPARSED.number()]);
    }

    private ClientSummary client() {
        String client = "";
        long count = 0;
        long errors = -1;
        long total = 0;
        long slow = 0;
        List<SlowQuery> slowest = List.of();
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case CLIENT -> client = in.name();
                case COUNT -> count = in.count();
                case ERRORS -> errors = in.count();
                case TOTAL_SUM_NS -> total = in.count();
                case SLOW -> slow = in.count();
                case SLOWEST -> slowest = statement.slowest();
                default -> in.skip();
            }
        }
        return new ClientSummary(client, count, errors, total, slow, slowest);
    }

    private CommandCount command() {
        Command command = null;
        long count = 0;
        long errors = 0;
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case COMMAND -> command = COMMANDS.get(in.name());
                case COUNT -> count = in.count();
                case ERRORS -> errors = in.count();
                default -> in.skip();
            }
        }
        if (command == null) {
            throw in.problem("a command that is not known");
        }
        return new CommandCount(command, count, errors);
    }

    private Timeline timeline() {
        long width = MILLISECOND;
        long first = 0;
        long[] counts = {};
        long[] errors = {};
        long[] busy = {};
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case SLOT_US -> width = in.micros();
                case FIRST_SLOT -> first = in.count();
                case COUNTS -> counts = in.numbers(Timeline.MAX_SLOTS, 0);
                case ERRORS -> errors = in.numbers(Timeline.MAX_SLOTS, 0);
                case BUSY_SUM_NS -> busy = in.numbers(Timeline.MAX_SLOTS, 0);
                default -> in.skip();
            }
        }
        boolean widthIsOne = width % MILLISECOND == 0 && Long.bitCount(width / MILLISECOND) == 1;
        boolean slotsMatch = counts.length == errors.length && counts.length == busy.length;
        boolean inRange = widthIsOne && first <= (Long.MAX_VALUE / 2) / width - Timeline.MAX_SLOTS;
        if (!inRange || !slotsMatch) {
            throw in.problem("a timeline that contradicts itself");
        }
        List<Timeline.Slot> slots = new ArrayList<>(counts.length);
        for (int i = 0; i < counts.length; i++) {
            slots.add(new Timeline.Slot(counts[i], errors[i], busy[i]));
        }
        return new Timeline(width, first, slots);
    }
}
