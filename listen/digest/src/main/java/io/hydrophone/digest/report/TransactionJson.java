package io.hydrophone.digest.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.digest.summary.TransactionFigures;
import io.hydrophone.digest.summary.TransactionGroup;
import io.hydrophone.digest.summary.TransactionShape;
import io.hydrophone.digest.summary.TransactionStep;
import io.hydrophone.digest.summary.Transactions;
import io.hydrophone.digest.transaction.TransactionOptions;
import io.hydrophone.sql.Fingerprinter;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Transactions as JSON: durations in integer microseconds, what is unknown left out. */
public final class TransactionJson {
    private final JsonGenerator json;
    private boolean sessions;

    public TransactionJson(JsonGenerator json) {
        this.json = json;
    }

    /** From now on, says which session each is of: where one decoder has counted all. */
    public TransactionJson sessions() {
        sessions = true;
        return this;
    }

    /**
     * Writes all of it as an object, as the value of a property whose name is written.
     *
     * @param top how many groups, shapes and transactions of each list
     */
    void write(Transactions transactions, TransactionOptions options, int top) {
        json.writeStartObject();
        json.writeObjectPropertyStart("totals");
        figures(transactions.totals());
        json.writeNumberProperty("statements_outside", transactions.outside());
        json.writeNumberProperty("slow_threshold_us", options.slowNanos() / 1_000);
        json.writeNumberProperty("idle_threshold_us", options.idleNanos() / 1_000);
        json.writeEndObject();
        json.writeArrayPropertyStart("groups");
        TransactionRanking.groups(transactions).stream().limit(top).forEach(this::group);
        json.writeEndArray();
        json.writeArrayPropertyStart("shapes");
        TransactionRanking.shapes(transactions).stream().limit(top).forEach(this::shape);
        json.writeEndArray();
        list("slowest", transactions.slowest(), top);
        list("idle", transactions.idle(), top);
        list("open", transactions.open(), top);
        json.writeEndObject();
    }

    /** Writes a list as a property, its first {@code top} entries. */
    public void list(String name, List<Transaction> transactions, int top) {
        json.writeArrayPropertyStart(name);
        for (Transaction transaction : transactions.subList(0, Math.min(top, transactions.size()))) {
            json.writeStartObject();
            transaction(transaction);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void group(TransactionGroup group) {
        json.writeStartObject();
        json.writeStringProperty("server", group.instance());
        text("user", group.user());
        text("db", group.database());
        figures(group.figures());
        json.writeEndObject();
    }

    private void shape(TransactionShape shape) {
        json.writeStartObject();
        json.writeStringProperty(
                "shape", shape.hash() == TransactionShape.OTHER ? "other" : Fingerprinter.id(shape.hash()));
        steps(shape.steps(), shape.longer());
        figures(shape.figures());
        json.writeEndObject();
    }

    private void figures(TransactionFigures figures) {
        json.writeNumberProperty("count", figures.count());
        json.writeObjectPropertyStart("ends");
        figures.ends().forEach((end, times) -> json.writeNumberProperty(end.label(), times));
        json.writeEndObject();
        distribution("duration_us", figures.duration(), 1_000);
        distribution("idle_us", figures.idle(), 1_000);
        distribution("statements", figures.statements(), 1);
        json.writeNumberProperty("slow", figures.slow());
        json.writeNumberProperty("idle_in_transaction", figures.idled());
        json.writeNumberProperty("incomplete", figures.incomplete());
        json.writeNumberProperty("read_only", figures.readOnly());
        json.writeNumberProperty("errors", figures.errors());
        json.writeNumberProperty("rows_sent", figures.rowsSent());
        json.writeNumberProperty("rows_affected", figures.rowsAffected());
    }

    private void distribution(String name, LatencyDistribution of, long unit) {
        if (of.count() > 0) {
            json.writeObjectPropertyStart(name);
            json.writeNumberProperty("sum", of.sum() / unit);
            json.writeNumberProperty("min", of.min() / unit);
            json.writeNumberProperty("p50", of.quantile(0.5) / unit);
            json.writeNumberProperty("p95", of.quantile(0.95) / unit);
            json.writeNumberProperty("p99", of.quantile(0.99) / unit);
            json.writeNumberProperty("max", of.max() / unit);
            json.writeEndObject();
        }
    }

    private void transaction(Transaction transaction) {
        json.writeNumberProperty("ts", transaction.startNanos() / 1_000);
        json.writeNumberProperty("duration_us", transaction.durationNanos() / 1_000);
        json.writeStringProperty("end", transaction.end().label());
        if (sessions) {
            json.writeStringProperty("session", Long.toString(transaction.session()));
        }
        json.writeStringProperty("client", endpoint(transaction.client(), transaction.clientPort()));
        json.writeStringProperty("server", transaction.instance());
        text("user", transaction.user());
        text("db", transaction.database());
        json.writeNumberProperty("statements", transaction.statements());
        json.writeNumberProperty("busy_us", transaction.busyNanos() / 1_000);
        json.writeNumberProperty("idle_us", transaction.idleNanos() / 1_000);
        json.writeNumberProperty("longest_idle_us", transaction.longestIdleNanos() / 1_000);
        if (transaction.idleSinceNanos() >= 0) {
            json.writeNumberProperty("idle_since", transaction.idleSinceNanos() / 1_000);
        }
        json.writeNumberProperty("rows_sent", transaction.rowsSent());
        json.writeNumberProperty("rows_affected", transaction.rowsAffected());
        json.writeNumberProperty("errors", transaction.errors());
        json.writeBooleanProperty("read_only", transaction.readOnly());
        json.writeBooleanProperty("xa", transaction.xa());
        json.writeBooleanProperty("incomplete", transaction.incomplete());
        json.writeStringProperty("shape", Fingerprinter.id(transaction.shape()));
        steps(transaction.steps(), transaction.longer());
        if (transaction.slowest() != null) {
            json.writeObjectPropertyStart("slowest_statement");
            step(transaction.slowest());
            json.writeNumberProperty("total_us", transaction.slowestNanos() / 1_000);
            json.writeEndObject();
        }
        if (transaction.last() != null) {
            json.writeObjectPropertyStart("last_statement");
            step(transaction.last());
            json.writeEndObject();
        }
        activity(transaction.activity());
    }

    /** Each [from, to, commands], microseconds since the transaction's start. */
    private void activity(List<Transaction.Span> spans) {
        json.writeArrayPropertyStart("activity");
        for (Transaction.Span span : spans) {
            json.writeStartArray();
            json.writeNumber(span.fromNanos() / 1_000);
            json.writeNumber(span.toNanos() / 1_000);
            json.writeNumber(span.commands());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void steps(List<TransactionStep> steps, boolean longer) {
        json.writeArrayPropertyStart("steps");
        for (TransactionStep step : steps) {
            json.writeStartObject();
            step(step);
            json.writeEndObject();
        }
        json.writeEndArray();
        if (longer) {
            json.writeBooleanProperty("more_steps", true);
        }
    }

    private void step(TransactionStep step) {
        json.writeStringProperty("digest", Fingerprinter.id(step.digest()));
        json.writeStringProperty("fingerprint", step.fingerprint());
    }

    private void text(String name, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }

    static String endpoint(String address, int port) {
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }
}
