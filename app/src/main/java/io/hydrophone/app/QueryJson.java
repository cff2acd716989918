package io.hydrophone.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.SessionChange;
import io.hydrophone.sql.LiteralMask;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.QueryHandler;
import io.hydrophone.wire.SessionKey;
import io.hydrophone.wire.tcp.Addresses;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Prints queries as JSON objects, one a line. What is unknown is absent. */
final class QueryJson implements QueryHandler {
    private static final String[] FLAGS = {
        "in_trans",
        "autocommit",
        "",
        "more_results_exists",
        "no_good_index_used",
        "no_index_used",
        "cursor_exists",
        "last_row_sent",
        "db_dropped",
        "no_backslash_escapes",
        "metadata_changed",
        "query_was_slow",
        "ps_out_params",
        "in_trans_readonly",
        "session_state_changed",
    };

    private final JsonGenerator json;
    private final boolean masked;
    private final LiteralMask mask = new LiteralMask();
    private final TagsJson tags;
    private boolean live;
    private long count;

    QueryJson(OutputStream out, boolean masked) {
        json = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .rootValueSeparator("\n")
                .build()
                .createGenerator(ObjectWriteContext.empty(), out);
        this.masked = masked;
        this.tags = new TagsJson(masked);
    }

    @Override
    public void query(Query query) {
        count++;
        SessionKey key = query.key();
        json.writeStartObject();
        json.writeNumberProperty("ts", query.startNanos() / 1000);
        json.writeStringProperty("session", Long.toString(query.session()));
        json.writeStringProperty("client", Addresses.endpoint(key.client(), query.clientPort()));
        json.writeStringProperty("server", key.instance());
        if (query.midstream()) {
            json.writeBooleanProperty("midstream", true);
        }
        text("user", key.user());
        text("db", key.database());
        json.writeStringProperty("command", query.command().name());
        sql(query);
        named("tags", tags.tags(query));
        named("attributes", tags.attributes(query));
        if (query.command() == Command.COM_STMT_EXECUTE && query.parametersKnown()) {
            parameters(query);
        }
        if (query.statementId() >= 0) {
            json.writeNumberProperty("statement_id", query.statementId());
        }
        json.writeStringProperty("status", query.outcome().label());
        error(query);
        answer(query);
        sessionChanges(query);
        json.writeEndObject();
    }

    private void sql(Query query) {
        if (query.sqlLength() == 0) {
            return;
        }
        byte[] bytes = query.sqlBuffer();
        int offset = query.sqlOffset();
        int length = query.sqlLength();
        if (masked) {
            mask.mask(bytes, offset, length);
            bytes = mask.buffer();
            offset = 0;
            length = mask.length();
        }
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
            json.writeStringProperty("sql", text);
        } catch (CharacterCodingException e) {
            json.writeStringProperty("sql", new String(bytes, offset, length, UTF_8));
            byte[] exact = new byte[length];
            System.arraycopy(bytes, offset, exact, 0, length);
            json.writeStringProperty("sql_b64", Base64.getEncoder().encodeToString(exact));
        }
        if (query.sqlTruncated()) {
            json.writeBooleanProperty("sql_truncated", true);
        }
    }

    private void parameters(Query query) {
        List<Object> values = new ArrayList<>();
        query.parameters(values::add);
        json.writeArrayPropertyStart("params");
        for (Object value : values) {
            if (masked && value != null) {
                json.writeString("?");
            } else {
                parameter(value);
            }
        }
        json.writeEndArray();
    }

    private void named(String property, Map<String, Object> values) {
        if (!values.isEmpty()) {
            json.writeObjectPropertyStart(property);
            values.forEach((name, value) -> {
                json.writeName(name);
                parameter(value);
            });
            json.writeEndObject();
        }
    }

    private void parameter(Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Long number -> json.writeNumber(number);
            case BigInteger number -> json.writeString(number.toString());
            case Float number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case byte[] bytes -> {
                json.writeStartObject();
                json.writeStringProperty("b64", Base64.getEncoder().encodeToString(bytes));
                json.writeEndObject();
            }
            default -> json.writeString(value.toString());
        }
    }

    private void error(Query query) {
        if (query.outcome() != Outcome.ERROR) {
            return;
        }
        json.writeNumberProperty("error_code", query.errorCode());
        json.writeStringProperty("sqlstate", query.sqlState());
        String message = query.errorMessage();
        json.writeStringProperty("error_message", masked ? LiteralMask.maskError(message) : message);
    }

    private void answer(Query query) {
        boolean answered = query.totalNanos() >= 0;
        if (answered) {
            json.writeNumberProperty("rows_sent", query.rowsSent());
            json.writeNumberProperty("rows_affected", query.rowsAffected());
            json.writeNumberProperty("warnings", query.warnings());
            json.writeArrayPropertyStart("flags");
            for (int bit = 0; bit < FLAGS.length; bit++) {
                if ((query.serverStatus() >> bit & 1) != 0 && !FLAGS[bit].isEmpty()) {
                    json.writeString(FLAGS[bit]);
                }
            }
            json.writeEndArray();
        }
        json.writeNumberProperty("bytes_in", query.bytesIn());
        if (answered) {
            json.writeNumberProperty("bytes_out", query.bytesOut());
        }
        if (query.latencyNanos() >= 0) {
            json.writeNumberProperty("latency_us", query.latencyNanos() / 1000);
        }
        if (answered) {
            json.writeNumberProperty("total_us", query.totalNanos() / 1000);
        }
    }

    /** The last of a kind counts, and of variables the last of a name. */
    private void sessionChanges(Query query) {
        Map<String, String> changes = new TreeMap<>();
        Map<String, String> variables = new TreeMap<>();
        query.sessionChanges((kind, name, value) -> {
            if (kind == SessionChange.VARIABLE) {
                variables.put(name, masked ? "?" : value);
            } else if (kind != SessionChange.STATE) {
                changes.put(kind.name().toLowerCase(Locale.ROOT), value);
            }
        });
        if (changes.isEmpty() && variables.isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart("session_changes");
        changes.forEach(json::writeStringProperty);
        if (!variables.isEmpty()) {
            json.writeObjectPropertyStart("variables");
            variables.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void text(String name, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }

    long count() {
        return count;
    }

    /** Lines are wanted as they come, not when a buffer is full. */
    void flushEachTick() {
        live = true;
    }

    void tick() {
        if (live) {
            json.flush();
        }
    }

    /** Ends the last line and writes all that is printed. */
    void flush() {
        if (count > 0) {
            json.writeRaw('\n');
        }
        json.flush();
    }
}
