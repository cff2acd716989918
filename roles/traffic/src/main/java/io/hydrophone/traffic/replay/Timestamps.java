package io.hydrophone.traffic.replay;

import io.hydrophone.protocol.Command;
import io.hydrophone.sql.StatementKind;
import java.io.IOException;
import java.util.Locale;

/** Lets a statement that writes find the time that it had on the source, for {@code NOW()} and its like. */
final class Timestamps {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final TargetSession target;
    private long lastMicros = -1;
    private int connection;

    Timestamps(TargetSession target) {
        this.target = target;
    }

    void set(Command command, StatementKind kind, long nanos) throws IOException {
        long micros = nanos / 1_000;
        boolean isSet = micros == lastMicros && connection == target.number();
        if (isSet || !writes(command, kind)) {
            return;
        }
        target.query(String.format(
                Locale.ROOT, "SET timestamp=%d.%06d", micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND));
        lastMicros = micros;
        connection = target.number();
    }

    private static boolean writes(Command command, StatementKind kind) {
        boolean executes = command == Command.COM_QUERY
                || command == Command.COM_STMT_EXECUTE
                || command == Command.COM_STMT_BULK_EXECUTE;
        return executes
                && switch (kind) {
                    case INSERT, UPDATE, DELETE, REPLACE, LOAD, CALL, EXECUTE, CREATE_TABLE -> true;
                    default -> false;
                };
    }
}
