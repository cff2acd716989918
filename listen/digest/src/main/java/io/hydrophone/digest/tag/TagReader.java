package io.hydrophone.digest.tag;

import io.hydrophone.protocol.AttributeHandler;
import io.hydrophone.protocol.QueryAttribute;
import io.hydrophone.sql.CommentTags;
import io.hydrophone.wire.Query;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the chosen tags of a query: in the comment before or behind its text, and among its query attributes, which win
 * where both have one. Allocates nothing once the values have been met.
 */
public final class TagReader {
    private static final int NONE = Integer.MIN_VALUE;
    private static final int TRACE_ID = 32;
    private static final byte[] TRACEPARENT = ascii("traceparent");
    private static final byte[] TRACE_ID_NAME = ascii("trace_id");

    private final TagTable table;
    private final byte[][] names;
    private final int[] values;
    private final CommentTags comments = new CommentTags();
    /** No lambda: one costs more to link than all else here, in a process that may not need it. */
    private final AttributeHandler attributes = new AttributeHandler() {
        @Override
        public void attribute(QueryAttribute attribute) {
            take(attribute);
        }
    };

    private final byte[] trace = new byte[TRACE_ID];
    private boolean traced;
    private boolean some;

    public TagReader(TagOptions options, TagTable table) {
        this.table = table;
        names = new byte[options.names().size()][];
        values = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = options.names().get(i).getBytes(StandardCharsets.UTF_8);
            table.name(options.names().get(i));
        }
        Arrays.fill(values, NONE);
    }

    /** Reads a query's tags; they stay until the next call. Whether there are any, or a trace's id. */
    public boolean read(Query query) {
        boolean commented = CommentTags.mayBeIn(query.sqlBuffer(), query.sqlOffset(), query.sqlLength());
        boolean attributed = query.hasAttributes();
        if (some) {
            Arrays.fill(values, NONE);
            traced = false;
            some = false;
        }
        if (commented) {
            comments.reset(query.sqlBuffer(), query.sqlOffset(), query.sqlLength());
            while (comments.next()) {
                tag(comments.name(), 0, comments.nameLength(), comments.value(), 0, comments.valueLength());
            }
        }
        if (attributed) {
            query.attributes(attributes);
        }
        return some;
    }

    /** Whether the query has a tag, by the number of its name. */
    public boolean has(int name) {
        return name < values.length && values[name] != NONE;
    }

    /** The number of its value, which may be {@link TagTable#OTHER}. */
    public int value(int name) {
        return values[name];
    }

    /** How many names there are. */
    public int names() {
        return names.length;
    }

    /** The query's trace, 32 hexadecimal digits, or ""; allocates. */
    public String traceId() {
        return traced ? new String(trace, StandardCharsets.US_ASCII) : "";
    }

    private void take(QueryAttribute attribute) {
        if (attribute.isText()) {
            int length = Math.min(attribute.textLength(), CommentTags.MAX_VALUE);
            tag(
                    attribute.data(),
                    attribute.nameOffset(),
                    attribute.nameLength(),
                    attribute.data(),
                    attribute.textOffset(),
                    length);
        }
    }

    private void tag(byte[] name, int nameOffset, int nameLength, byte[] value, int offset, int length) {
        if (is(TRACEPARENT, name, nameOffset, nameLength) && length > 3 + TRACE_ID) {
            trace(value, offset + 3);
        } else if (is(TRACE_ID_NAME, name, nameOffset, nameLength) && length == TRACE_ID) {
            trace(value, offset);
        }
        for (int i = 0; i < names.length; i++) {
            if (is(names[i], name, nameOffset, nameLength)) {
                values[i] = table.value(value, offset, length);
                some = true;
            }
        }
    }

    private void trace(byte[] value, int offset) {
        for (int i = 0; i < TRACE_ID; i++) {
            if (Character.digit(value[offset + i], 16) < 0) {
                return;
            }
        }
        System.arraycopy(value, offset, trace, 0, TRACE_ID);
        traced = true;
        some = true;
    }

    private static boolean is(byte[] wanted, byte[] name, int offset, int length) {
        return wanted.length == length && Arrays.equals(wanted, 0, length, name, offset, offset + length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
