package io.hydrophone.wire.session;

import io.hydrophone.protocol.BinaryParameters;
import io.hydrophone.protocol.Command;
import io.hydrophone.wire.tcp.BufferPool;

/**
 * The prepared statements of a session by the server's id: open addressing with linear probing, without boxing. Beyond
 * {@value #LIMIT} (the server's own default limit is 16,382 for all sessions) the table is cleared: executions of
 * forgotten statements come without text. So do those of statements for which the pool's bound leaves no room.
 */
final class StatementTable {
    /** The statement id −1: the statement prepared last, in MariaDB's protocol. */
    static final long LAST_PREPARED = 0xffff_ffffL;

    private static final int LIMIT = 4096;

    private final BufferPool pool;
    private HeardStatement lastPrepared;
    private HeardStatement[] slots = new HeardStatement[8];
    private int size;

    StatementTable(BufferPool pool) {
        this.pool = pool;
    }

    /** The server has prepared a statement. */
    void prepared(Exchange exchange, int parameters) {
        byte[] sql = new byte[exchange.sqlLength];
        System.arraycopy(exchange.payload, exchange.sqlOffset, sql, 0, sql.length);
        HeardStatement statement =
                new HeardStatement(exchange.statementId, sql, exchange.truncated || exchange.damaged, parameters);
        put(statement);
        lastPrepared = statement;
        exchange.statement = statement;
    }

    /** The server knows no such statement (any more): what made it forget may have been lost. */
    void unknown(Exchange exchange) {
        remove(exchange.statementId);
        exchange.statement = null;
    }

    /** Says which statement an execution means, and notes the parameter types that it carries. */
    static void bind(Exchange exchange, HeardStatement statement) {
        exchange.statement = statement;
        if (statement != null && exchange.command == Command.COM_STMT_EXECUTE && !exchange.damaged) {
            statement.parameterTypes = BinaryParameters.noteTypes(
                    exchange.payload, exchange.length, statement.parameterCount, statement.parameterTypes);
        }
    }

    /** The statement that {@link #LAST_PREPARED} names; null when none was heard of. */
    HeardStatement lastPrepared() {
        return lastPrepared;
    }

    HeardStatement find(long id) {
        int mask = slots.length - 1;
        for (int i = home(id, mask); slots[i] != null; i = i + 1 & mask) {
            if (slots[i].id == id) {
                return slots[i];
            }
        }
        return null;
    }

    private void put(HeardStatement statement) {
        remove(statement.id);
        if (size >= LIMIT) {
            clear();
        }
        if (!pool.reserve(statement.heapBytes())) {
            return;
        }
        if (++size * 2 > slots.length) {
            HeardStatement[] old = slots;
            slots = new HeardStatement[old.length * 2];
            for (HeardStatement moved : old) {
                if (moved != null) {
                    place(moved);
                }
            }
        }
        place(statement);
    }

    void remove(long id) {
        int mask = slots.length - 1;
        int hole = home(id, mask);
        while (slots[hole] != null && slots[hole].id != id) {
            hole = hole + 1 & mask;
        }
        if (slots[hole] == null) {
            return;
        }
        pool.free(slots[hole].heapBytes());
        size--;
        // Moves later ones of the run back, so that no search stops at the hole.
        for (int i = hole + 1 & mask; slots[i] != null; i = i + 1 & mask) {
            if ((i - home(slots[i].id, mask) & mask) >= (i - hole & mask)) {
                slots[hole] = slots[i];
                hole = i;
            }
        }
        slots[hole] = null;
    }

    void clear() {
        for (HeardStatement statement : slots) {
            if (statement != null) {
                pool.free(statement.heapBytes());
            }
        }
        slots = new HeardStatement[8];
        size = 0;
    }

    /** Executions may have been lost, and with them other types than those heard last. */
    void forgetTypes() {
        for (HeardStatement statement : slots) {
            if (statement != null) {
                statement.parameterTypes = null;
            }
        }
    }

    private void place(HeardStatement statement) {
        int mask = slots.length - 1;
        int i = home(statement.id, mask);
        while (slots[i] != null) {
            i = i + 1 & mask;
        }
        slots[i] = statement;
    }

    private static int home(long id, int mask) {
        return (int) id & mask; // servers count ids up
    }
}
