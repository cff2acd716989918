package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a replica asks for with COM_BINLOG_DUMP or COM_BINLOG_DUMP_GTID.
 *
 * @param serverId the replica's own
 * @param file of the binary log, "" for the first, or where the server finds the place by GTIDs
 * @param position in the file, in bytes
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_binlog_dump_gtid.html">COM_BINLOG_DUMP_GTID</a>
 */
public record BinlogDump(long serverId, String file, long position) {
    /** Length of a binary log's name at most, as the server bounds it. */
    private static final int MAX_NAME = 512;

    /** Reads a command's payload; null when it is another command, or cut. */
    public static BinlogDump parse(byte[] payload, int length) {
        Command command = length == 0 ? null : Command.of(payload[0]);
        if (command == Command.COM_BINLOG_DUMP && length >= 11) {
            String file = new String(payload, 11, Math.min(length - 11, MAX_NAME), UTF_8);
            return new BinlogDump(LittleEndian.u4(payload, 7), file, LittleEndian.u4(payload, 1));
        }
        if (command == Command.COM_BINLOG_DUMP_GTID && length >= 11) {
            long name = LittleEndian.u4(payload, 7);
            if (name > MAX_NAME || 11 + (int) name + 8 > length) {
                return null;
            }
            String file = new String(payload, 11, (int) name, UTF_8);
            return new BinlogDump(LittleEndian.u4(payload, 3), file, LittleEndian.i8(payload, 11 + (int) name));
        }
        return null;
    }
}
