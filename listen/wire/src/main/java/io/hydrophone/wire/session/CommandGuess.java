package io.hydrophone.wire.session;

import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.LittleEndian;

/** Tells from a segment's first bytes whether a command begins there, for streams whose packet borders are unknown. */
final class CommandGuess {
    /** The server's own upper limit of max_allowed_packet, 1 GiB, cannot be sent in one packet; this can. */
    private static final int MAX_PAYLOAD = 0xff_ffff;

    private CommandGuess() {}

    static boolean plausible(byte[] data, int offset, int length) {
        if (length < 5 || data[offset + 3] != 0) {
            return false;
        }
        int payload = LittleEndian.u3(data, offset);
        Command command = Command.of(data[offset + 4]);
        if (payload == 0 || command == null || !hasLength(command, payload)) {
            return false;
        }
        int rest = length - 4 - payload;
        if (rest < 0) {
            return hasText(command) && textBegins(command, data, offset + 5, offset + length);
        }
        if (hasText(command) && payload > 1 && !textBegins(command, data, offset + 5, offset + 4 + payload)) {
            return false;
        }
        return rest == 0 || plausible(data, offset + 4 + payload, rest);
    }

    /** Whether a TLS record begins here: its type, version 3.x, and a length within the limit. */
    static boolean tlsRecord(byte[] data, int offset, int length) {
        return length >= 5
                && data[offset] >= 0x14
                && data[offset] <= 0x17
                && data[offset + 1] == 3
                && data[offset + 2] <= 4
                && ((data[offset + 3] & 0xff) << 8 | (data[offset + 4] & 0xff)) <= (1 << 14) + 2048;
    }

    private static boolean hasText(Command command) {
        return switch (command) {
            case COM_QUERY, COM_STMT_PREPARE, COM_STMT_EXECUTE, COM_STMT_SEND_LONG_DATA, COM_STMT_BULK_EXECUTE -> true;
            default -> false;
        };
    }

    private static boolean textBegins(Command command, byte[] data, int at, int end) {
        if (command != Command.COM_QUERY && command != Command.COM_STMT_PREPARE) {
            return true;
        }
        if (at >= end) {
            return false;
        }
        int first = data[at] & 0xff;
        boolean attributes = first < '\t' && at + 1 < end && data[at + 1] == 1;
        return attributes || first >= ' ' || (first >= '\t' && first <= '\r');
    }

    /** Commands of a fixed form have to have its length. */
    private static boolean hasLength(Command command, int payload) {
        return switch (command) {
            case COM_SLEEP, COM_CONNECT, COM_TIME, COM_DELAYED_INSERT, COM_CONNECT_OUT, COM_DAEMON -> false;
            case COM_QUIT, COM_STATISTICS, COM_PROCESS_INFO, COM_DEBUG, COM_PING, COM_RESET_CONNECTION -> payload == 1;
            case COM_STMT_CLOSE, COM_STMT_RESET, COM_PROCESS_KILL -> payload == 5;
            case COM_STMT_FETCH -> payload == 9;
            case COM_SET_OPTION -> payload == 3;
            case COM_STMT_EXECUTE -> payload >= 10;
            case COM_QUERY, COM_STMT_PREPARE -> payload > 1 && payload <= MAX_PAYLOAD;
            default -> true;
        };
    }
}
