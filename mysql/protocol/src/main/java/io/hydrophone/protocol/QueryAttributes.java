package io.hydrophone.protocol;

/**
 * Query attributes: named values that a client sends beside a statement, since MySQL 8.0.23. Before a COM_QUERY's text
 * stand their count, the number of sets (1), and for a count above 0 the bitmap of NULLs, a flag (1), types with names,
 * values. In a COM_STMT_EXECUTE they follow the parameters, in the same lists.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query.html">COM_QUERY</a>
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_execute.html">COM_STMT_EXECUTE</a>
 */
public final class QueryAttributes {
    private static final int MAX_COUNT = 0xffff;

    private QueryAttributes() {}

    /** Where the attributes before a text end, or −1 when the bytes from {@code offset} on are none. */
    public static int end(byte[] payload, int offset, int end) {
        return readBeforeText(payload, offset, end, null, null);
    }

    /**
     * Reads those before a text.
     *
     * @param offset where their count stands
     * @param attribute to show each with; null to show none
     * @return where they end, or −1 when the bytes are none; some may have been handed on before
     */
    public static int readBeforeText(
            byte[] payload, int offset, int end, QueryAttribute attribute, AttributeHandler handler) {
        long count = LittleEndian.lengthEncoded(payload, offset, end);
        if (count < 0 || count > MAX_COUNT) {
            return -1;
        }
        int at = offset + LittleEndian.lengthEncodedSize(payload[offset]);
        if (at >= end || payload[at] != 1) {
            return -1;
        }
        at++;
        return count == 0 ? at : read(payload, at, (int) count, 0, end, attribute, handler);
    }

    /**
     * Reads those of an execution whose types it carries.
     *
     * @param payload of COM_STMT_EXECUTE, {@code length} bytes, with the number of parameters said in its flags
     * @param parameters that the statement has; what comes behind them are attributes
     * @param attribute to show each with
     */
    public static void readOfExecution(
            byte[] payload, int length, int parameters, QueryAttribute attribute, AttributeHandler handler) {
        long count = count(payload, length);
        if (count > parameters && count <= MAX_COUNT) {
            int at = BinaryParameters.VALUES + LittleEndian.lengthEncodedSize(payload[BinaryParameters.VALUES]);
            read(payload, at, (int) count, parameters, length, attribute, handler);
        }
    }

    /** Whether an execution carries more values than its statement has parameters. */
    public static boolean inExecution(byte[] payload, int length, int parameters) {
        return count(payload, length) > parameters;
    }

    private static long count(byte[] payload, int length) {
        return BinaryParameters.isCounted(payload, length)
                ? LittleEndian.lengthEncoded(payload, BinaryParameters.VALUES, length)
                : -1;
    }

    /** Reads the lists from the bitmap on; returns where they end, or −1. */
    private static int read(
            byte[] payload,
            int nulls,
            int count,
            int passed,
            int end,
            QueryAttribute attribute,
            AttributeHandler handler) {
        int at = nulls + (count + 7) / 8;
        if (at >= end || payload[at] != 1) {
            return -1;
        }
        int types = at + 1;
        at = types;
        for (int i = 0; i < count; i++) {
            at = at + 2 > end ? -1 : LittleEndian.skipString(payload, at + 2, end);
            if (at < 0) {
                return -1;
            }
        }
        int type = types;
        for (int i = 0; i < count; i++) {
            boolean isNull = (payload[nulls + i / 8] >> i % 8 & 1) != 0;
            int size = isNull ? 0 : BinaryParameters.size(payload, payload[type] & 0xff, at, end);
            if (size < 0 || size > end - at) {
                return -1;
            }
            if (attribute != null && i >= passed) {
                attribute.at(payload, type, isNull ? -1 : at, size);
                handler.attribute(attribute);
            }
            at += size;
            type = LittleEndian.skipString(payload, type + 2, end);
        }
        return at;
    }
}
