package io.hydrophone.digest.log;

import io.hydrophone.protocol.Command;
import java.util.HashMap;
import java.util.Map;

/** The servers' names of commands in their logs and in SHOW PROCESSLIST. */
final class CommandNames {
    private static final Map<String, Command> BY_NAME = new HashMap<>();

    static {
        BY_NAME.put("Sleep", Command.COM_SLEEP);
        BY_NAME.put("Quit", Command.COM_QUIT);
        BY_NAME.put("Init DB", Command.COM_INIT_DB);
        BY_NAME.put("Query", Command.COM_QUERY);
        BY_NAME.put("Field List", Command.COM_FIELD_LIST);
        BY_NAME.put("Create DB", Command.COM_CREATE_DB);
        BY_NAME.put("Drop DB", Command.COM_DROP_DB);
        BY_NAME.put("Refresh", Command.COM_REFRESH);
        BY_NAME.put("Shutdown", Command.COM_SHUTDOWN);
        BY_NAME.put("Statistics", Command.COM_STATISTICS);
        BY_NAME.put("Processlist", Command.COM_PROCESS_INFO);
        BY_NAME.put("Kill", Command.COM_PROCESS_KILL);
        BY_NAME.put("Debug", Command.COM_DEBUG);
        BY_NAME.put("Ping", Command.COM_PING);
        BY_NAME.put("Change user", Command.COM_CHANGE_USER);
        BY_NAME.put("Binlog Dump", Command.COM_BINLOG_DUMP);
        BY_NAME.put("Binlog Dump GTID", Command.COM_BINLOG_DUMP_GTID);
        BY_NAME.put("Table Dump", Command.COM_TABLE_DUMP);
        BY_NAME.put("Register Slave", Command.COM_REGISTER_SLAVE);
        BY_NAME.put("Register Replica", Command.COM_REGISTER_SLAVE);
        BY_NAME.put("Prepare", Command.COM_STMT_PREPARE);
        BY_NAME.put("Execute", Command.COM_STMT_EXECUTE);
        BY_NAME.put("Bulk_execute", Command.COM_STMT_BULK_EXECUTE);
        BY_NAME.put("Long Data", Command.COM_STMT_SEND_LONG_DATA);
        BY_NAME.put("Close stmt", Command.COM_STMT_CLOSE);
        BY_NAME.put("Reset stmt", Command.COM_STMT_RESET);
        BY_NAME.put("Fetch", Command.COM_STMT_FETCH);
        BY_NAME.put("Set option", Command.COM_SET_OPTION);
        BY_NAME.put("Reset Connection", Command.COM_RESET_CONNECTION);
    }

    private CommandNames() {}

    /** The command, or null when the name is none. */
    static Command of(String name) {
        return BY_NAME.get(name);
    }
}
