package io.hydrophone.protocol;

/**
 * The client commands of the MySQL and MariaDB protocol, by their protocol names.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/my__command_8h.html">enum_server_command</a>
 */
public enum Command {
    COM_SLEEP(0x00, Reply.OK),
    COM_QUIT(0x01, Reply.NONE),
    COM_INIT_DB(0x02, Reply.OK),
    COM_QUERY(0x03, Reply.RESULT),
    COM_FIELD_LIST(0x04, Reply.FIELDS),
    COM_CREATE_DB(0x05, Reply.OK),
    COM_DROP_DB(0x06, Reply.OK),
    COM_REFRESH(0x07, Reply.OK),
    COM_SHUTDOWN(0x08, Reply.OK),
    COM_STATISTICS(0x09, Reply.STRING),
    COM_PROCESS_INFO(0x0a, Reply.RESULT),
    COM_CONNECT(0x0b, Reply.OK),
    COM_PROCESS_KILL(0x0c, Reply.OK),
    COM_DEBUG(0x0d, Reply.OK),
    COM_PING(0x0e, Reply.OK),
    COM_TIME(0x0f, Reply.OK),
    COM_DELAYED_INSERT(0x10, Reply.OK),
    COM_CHANGE_USER(0x11, Reply.LOGIN),
    COM_BINLOG_DUMP(0x12, Reply.STREAM),
    COM_TABLE_DUMP(0x13, Reply.STREAM),
    COM_CONNECT_OUT(0x14, Reply.OK),
    COM_REGISTER_SLAVE(0x15, Reply.OK),
    COM_STMT_PREPARE(0x16, Reply.PREPARE),
    COM_STMT_EXECUTE(0x17, Reply.RESULT),
    COM_STMT_SEND_LONG_DATA(0x18, Reply.NONE),
    COM_STMT_CLOSE(0x19, Reply.NONE),
    COM_STMT_RESET(0x1a, Reply.OK),
    COM_SET_OPTION(0x1b, Reply.OK),
    COM_STMT_FETCH(0x1c, Reply.ROWS),
    COM_DAEMON(0x1d, Reply.OK),
    COM_BINLOG_DUMP_GTID(0x1e, Reply.STREAM),
    COM_RESET_CONNECTION(0x1f, Reply.OK),
    COM_CLONE(0x20, Reply.STREAM),
    COM_SUBSCRIBE_GROUP_REPLICATION_STREAM(0x21, Reply.STREAM),
    /** MariaDB: execute with many rows of parameters. */
    COM_STMT_BULK_EXECUTE(0xfa, Reply.RESULT);

    /** The shape of the server's answer to a command. */
    public enum Reply {
        /** None at all. */
        NONE,
        /** One packet: OK, ERR or EOF. */
        OK,
        /** OK, ERR, LOCAL INFILE or result sets. */
        RESULT,
        /** COM_STMT_PREPARE_OK with its definitions, or ERR. */
        PREPARE,
        /** Rows without definitions, up to EOF. */
        ROWS,
        /** Definitions up to EOF. */
        FIELDS,
        /** One packet of plain text. */
        STRING,
        /** A login conversation, up to OK or ERR. */
        LOGIN,
        /** Packets without end. */
        STREAM
    }

    private static final Command[] BY_CODE = new Command[256];

    static {
        for (Command command : values()) {
            BY_CODE[command.code] = command;
        }
    }

    private final int code;
    private final Reply reply;

    Command(int code, Reply reply) {
        this.code = code;
        this.reply = reply;
    }

    /** The first byte of the command's packet, 0 to 255. */
    public int code() {
        return code;
    }

    public Reply reply() {
        return reply;
    }

    /** The command of a first byte (only its low 8 bits count), or null for none. */
    public static Command of(int code) {
        return BY_CODE[code & 0xff];
    }
}
