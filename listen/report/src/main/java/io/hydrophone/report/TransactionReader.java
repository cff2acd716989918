package io.hydrophone.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.digest.summary.TransactionEnd;
import io.hydrophone.digest.summary.TransactionFigures;
import io.hydrophone.digest.summary.TransactionGroup;
import io.hydrophone.digest.summary.TransactionShape;
import io.hydrophone.digest.summary.TransactionStep;
import io.hydrophone.digest.summary.Transactions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link TransactionWriter} wrote. */
final class TransactionReader {
    private final FieldReader in;
    private final Histograms histograms;

    TransactionReader(FieldReader in, Histograms histograms) {
        this.in = in;
        this.histograms = histograms;
    }

    Transactions read() {
        TransactionFigures totals = new Figures().figures();
        long outside = 0;
        List<TransactionGroup> groups = List.of();
        List<TransactionShape> shapes = List.of();
        List<Transaction> slowest = List.of();
        List<Transaction> idle = List.of();
        List<Transaction> open = List.of();
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case TOTALS -> totals = totals();
                case OUTSIDE -> outside = in.count();
                case GROUPS -> groups = in.list(ReportBounds.GROUPS, this::group);
                case SHAPES -> shapes = in.list(ReportBounds.GROUPS, this::shape);
                case SLOWEST -> slowest = in.list(ReportBounds.TRANSACTIONS, this::transaction);
                case IDLE -> idle = in.list(ReportBounds.TRANSACTIONS, this::transaction);
                case OPEN -> open = in.list(ReportBounds.TRANSACTIONS, this::transaction);
                default -> in.skip();
            }
        }
        return new Transactions(totals, outside, groups, shapes, slowest, idle, open);
    }

    private TransactionFigures totals() {
        Figures figures = new Figures();
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            figures.read(field);
        }
        return figures.figures();
    }

    private TransactionGroup group() {
        String instance = "";
        String database = "";
        String user = "";
        Figures figures = new Figures();
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case INSTANCE -> instance = in.name();
                case DATABASE -> database = in.name();
                case USER -> user = in.name();
                default -> figures.read(field);
            }
        }
        return new TransactionGroup(instance, user, database, figures.figures());
    }

    private TransactionShape shape() {
        long hash = 0;
        List<TransactionStep> steps = List.of();
        boolean longer = false;
        Figures figures = new Figures();
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case SHAPE -> hash = in.id();
                case STEPS -> steps = in.list(ReportBounds.SHARES, this::step);
                case LONGER -> longer = in.flag();
                default -> figures.read(field);
            }
        }
        return new TransactionShape(hash, steps, longer, figures.figures());
    }

    private TransactionEnd end() {
        String label = in.name();
        for (TransactionEnd end : TransactionEnd.values()) {
            if (end.label().equals(label)) {
                return end;
            }
        }
        return TransactionEnd.UNKNOWN;
    }

    private TransactionStep step() {
        long digest = 0;
        String fingerprint = "";
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case DIGEST -> digest = in.id();
                case FINGERPRINT -> fingerprint = in.text(ReportBounds.TEXT_BYTES);
                default -> in.skip();
            }
        }
        return new TransactionStep(digest, fingerprint);
    }

    private Transaction transaction() {
        long session = 0;
        String instance = "";
        String client = "";
        int clientPort = 0;
        String user = "";
        String database = "";
        long start = 0;
        long endNanos = 0;
        TransactionEnd end = TransactionEnd.UNKNOWN;
        long statements = 0;
        long errors = 0;
        long rowsSent = 0;
        long rowsAffected = 0;
        long idle = 0;
        long longestIdle = 0;
        long idleSince = -1;
        boolean readOnly = false;
        boolean xa = false;
        boolean incomplete = false;
        long shape = 0;
        List<TransactionStep> steps = List.of();
        boolean longer = false;
        TransactionStep slowest = null;
        long slowestNanos = -1;
        TransactionStep last = null;
        List<Transaction.Span> activity = List.of();
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case SESSION -> session = in.id();
                case INSTANCE -> instance = in.name();
                case CLIENT -> client = in.name();
                case CLIENT_PORT -> clientPort = in.integer(0, 0xffff);
                case DATABASE -> database = in.name();
                case USER -> user = in.name();
                case TS -> start = in.micros();
                case END_TS -> endNanos = in.micros();
                case END -> end = end();
                case COUNT -> statements = in.count();
                case ERRORS -> errors = in.count();
                case ROWS_SENT -> rowsSent = in.count();
                case ROWS_AFFECTED -> rowsAffected = in.count();
                case IDLE_US -> idle = in.micros();
                case LONGEST_IDLE_US -> longestIdle = in.micros();
                case IDLE_SINCE -> idleSince = in.micros();
                case READ_ONLY -> readOnly = in.flag();
                case XA -> xa = in.flag();
                case INCOMPLETE -> incomplete = in.flag();
                case SHAPE -> shape = in.id();
                case STEPS -> steps = in.list(ReportBounds.SHARES, this::step);
                case LONGER -> longer = in.flag();
                case SLOWEST_STEP -> slowest = step();
                case TOTAL_US -> slowestNanos = in.micros();
                case LAST_STEP -> last = step();
                case ACTIVITY_US -> activity = activity();
                default -> in.skip();
            }
        }
        return new Transaction(
                session,
                instance,
                client,
                clientPort,
                user,
                database,
                start,
                endNanos,
                end,
                statements,
                errors,
                rowsSent,
                rowsAffected,
                idle,
                longestIdle,
                idleSince,
                readOnly,
                xa,
                incomplete,
                shape,
                steps,
                longer,
                slowest,
                slowestNanos,
                last,
                activity);
    }

    private List<Transaction.Span> activity() {
        long[] numbers = in.numbers(3 * ReportBounds.SPANS, 0);
        if (numbers.length % 3 != 0) {
            throw in.problem("an activity that ends in the middle");
        }
        List<Transaction.Span> spans = new ArrayList<>(numbers.length / 3);
        for (int i = 0; i < numbers.length; i += 3) {
            if (Math.max(numbers[i], numbers[i + 1]) > FieldReader.MAX_MICROS) {
                throw in.problem("an activity of more than a century");
            }
            spans.add(new Transaction.Span(numbers[i] * 1_000, numbers[i + 1] * 1_000, numbers[i + 2]));
        }
        return spans;
    }

    /** Gathers what was counted of a set of transactions. */
    private final class Figures {
        private final Map<TransactionEnd, Long> ends = new EnumMap<>(TransactionEnd.class);
        private LatencyDistribution duration = Histograms.empty();
        private LatencyDistribution idle = Histograms.empty();
        private LatencyDistribution statements = Histograms.empty();
        private long slow;
        private long idled;
        private long incomplete;
        private long readOnly;
        private long errors;
        private long rowsSent;
        private long rowsAffected;

        void read(Field field) {
            switch (field) {
                case ENDS -> in.list(TransactionEnd.values().length, this::addEnd);
                case DURATION_NS -> duration = histograms.read();
                case IDLE_NS -> idle = histograms.read();
                case STATEMENTS_EACH -> statements = histograms.read();
                case SLOW -> slow = in.count();
                case IDLED -> idled = in.count();
                case INCOMPLETE -> incomplete = in.count();
                case READ_ONLY -> readOnly = in.count();
                case ERRORS -> errors = in.count();
                case ROWS_SENT -> rowsSent = in.count();
                case ROWS_AFFECTED -> rowsAffected = in.count();
                default -> in.skip();
            }
        }

        private TransactionEnd addEnd() {
            TransactionEnd end = TransactionEnd.UNKNOWN;
            long count = 0;
            in.beginObject();
            for (Field field = in.next(); field != null; field = in.next()) {
                switch (field) {
                    case END -> end = end();
                    case COUNT -> count = in.count();
                    default -> in.skip();
                }
            }
            ends.merge(end, count, Long::sum);
            return end;
        }

        TransactionFigures figures() {
            return new TransactionFigures(
                    ends,
                    duration,
                    idle,
                    statements,
                    slow,
                    idled,
                    incomplete,
                    readOnly,
                    errors,
                    rowsSent,
                    rowsAffected);
        }
    }
}
