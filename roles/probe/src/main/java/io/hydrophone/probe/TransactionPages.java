package io.hydrophone.probe;

import io.hydrophone.digest.report.TransactionJson;
import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.http.HttpRequest;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JsonGenerator;

/** The transactions that are open, and those of the last minutes that stood out. Statements come as fingerprints. */
final class TransactionPages {
    private static final int USUAL_TOP = 20;

    enum State {
        OPEN,
        ENDED
    }

    enum Order implements Comparator<Transaction> {
        DURATION,
        IDLE,
        STATEMENTS,
        ROWS;

        @Override
        public int compare(Transaction one, Transaction other) {
            return Long.compare(figure(other), figure(one));
        }

        private long figure(Transaction of) {
            return switch (this) {
                case DURATION -> of.durationNanos();
                case IDLE -> of.longestIdleNanos();
                case STATEMENTS -> of.statements();
                case ROWS -> of.rowsSent() + of.rowsAffected();
            };
        }
    }

    private final Probe probe;

    TransactionPages(Probe probe) {
        this.probe = probe;
    }

    /** {@code /api/v1/transactions?state=&order=&top=&from=&to=}, times in microseconds since 1970. */
    void transactions(HttpRequest request, JsonGenerator json) throws TimeoutException, InterruptedException {
        request.expectOnly("state", "order", "top", "from", "to");
        State state = request.choice("state", State.OPEN);
        Order order = request.choice("order", Order.DURATION);
        int top = (int) request.number("top", USUAL_TOP, 1, OpenTransactions.MAX_LISTED);
        long max = Long.MAX_VALUE / 1_000;
        long from = request.number("from", 0, 0, max) * 1_000;
        long to = request.number("to", max, 0, max) * 1_000;
        Observation seen = probe.observe();
        json.writeStartObject();
        json.writeNumberProperty("ts", seen.nanos() / 1_000);
        json.writeNumberProperty("open", seen.transactions().count());
        List<Transaction> all = switch (state) {
            case OPEN -> between(seen.transactions().listed(), from, to);
            case ENDED -> probe.transactions(from, to);
        };
        json.writeNumberProperty("count", all.size());
        new TransactionJson(json)
                .sessions()
                .list("transactions", all.stream().sorted(order).toList(), top);
        json.writeEndObject();
    }

    /** Those that began in that time. */
    private static List<Transaction> between(List<Transaction> open, long from, long to) {
        return open.stream()
                .filter(one -> one.startNanos() >= from && one.startNanos() < to)
                .toList();
    }
}
