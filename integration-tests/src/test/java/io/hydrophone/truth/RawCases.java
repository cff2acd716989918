package io.hydrophone.truth;

import static io.hydrophone.truth.RawClient.bytes;
import static io.hydrophone.truth.RawClient.command;
import static io.hydrophone.truth.RawClient.fixed;
import static io.hydrophone.truth.RawClient.text;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** What drivers do not say, by a client of the bare protocol. */
final class RawCases {
    private static final String CLIENT = "bare protocol";

    private RawCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (long capabilities : CapabilityScript.CAPABILITIES) {
            String name = "capabilities " + Long.toHexString(capabilities);
            cases.add(raw(name, capabilities, CapabilityScript::play).alsoCompressed());
        }
        cases.add(raw("odd commands", 0, RawCases::oddCommands));
        cases.add(raw("commands sent ahead", Capability.DEPRECATE_EOF, RawCases::sentAhead));
        cases.add(raw("other users, resets", Capability.SESSION_TRACK, RawCases::sessionsWithin));
        cases.add(raw("gbk, latin1", 0, RawCases::characterSets));
        cases.add(Case.of(CLIENT, "refused logins", stage -> {
            for (String schema : new String[] {"nowhere", Server.SCHEMA}) {
                try (RawClient client = new RawClient(stage.server(), RawClient.PLAIN, schema)) {
                    client.query("SELECT 'in " + schema + "'");
                } catch (IOException e) {
                    // there is no such database: the server closes
                }
            }
        }));
        return cases;
    }

    @FunctionalInterface
    private interface Script {
        void play(RawClient client) throws Exception;
    }

    private static Case raw(String name, long capabilities, Script script) {
        return Case.of(CLIENT, name, stage -> {
            try (RawClient client = new RawClient(stage.server(), RawClient.PLAIN | capabilities, Server.SCHEMA)) {
                script.play(client);
            }
        });
    }

    /** Without an answer, or with one of another form. */
    private static void oddCommands(RawClient client) throws IOException {
        client.query("CREATE TABLE IF NOT EXISTS odd (id INT, name VARCHAR(9))");
        client.write(command(Command.COM_FIELD_LIST, text("odd\0%")));
        client.rows();
        client.write(command(Command.COM_FIELD_LIST, text("nowhere\0%")));
        client.rows();
        for (Command command : new Command[] {Command.COM_STATISTICS, Command.COM_PING, Command.COM_DEBUG}) {
            client.write(command(command));
            client.packet();
        }
        client.write(command(Command.COM_SET_OPTION, fixed(1, 2)));
        client.packet();
        client.write(command(Command.COM_INIT_DB, text(Accounts.SHALLOWS)));
        client.packet();
        client.write(command(Command.COM_INIT_DB, text("nowhere")));
        client.packet();
        int id = client.prepare("SELECT ?, 'long'");
        client.write(command(Command.COM_STMT_SEND_LONG_DATA, fixed(id, 4), fixed(0, 2), text("ahead")));
        client.write(command(Command.COM_STMT_SEND_LONG_DATA, fixed(id, 4), fixed(0, 2), text(" of it")));
        client.execute(id, 0, new byte[] {0, 1, (byte) 252, 0});
        client.write(command(Command.COM_STMT_RESET, fixed(id, 4)));
        client.packet();
        client.write(command(Command.COM_STMT_CLOSE, fixed(id, 4)));
        client.execute(id, 0, new byte[] {0, 1, 3, 0}, fixed(1, 4));
        client.query("SELECT 'at last'");
        client.write(command(Command.COM_QUIT));
    }

    /** Many commands before the first answer, one of which fails. */
    private static void sentAhead(RawClient client) throws IOException {
        for (int round = 0; round < 3; round++) {
            List<byte[]> commands = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String sql = i % 5 == 4 ? "SELECT nope" : "SELECT " + i + " UNION SELECT 99";
                commands.add(client.queryCommand(sql + " /* " + round + " " + i + " */"));
            }
            client.write(bytes(commands.toArray(byte[][]::new)));
            for (int i = 0; i < commands.size(); i++) {
                client.result();
            }
            client.query("SELECT 'in turn " + round + "'");
        }
    }

    /** After each of them the server has forgotten statements, the user or the database. */
    private static void sessionsWithin(RawClient client) throws IOException {
        int reset = client.prepare("SELECT 'reset'");
        client.execute(reset, 0);
        client.write(command(Command.COM_RESET_CONNECTION));
        client.packet();
        client.execute(reset, 0);
        int changed = client.prepare("SELECT 'changed'");
        client.execute(changed, 0);
        client.changeUser(Accounts.OTHER, Accounts.SHALLOWS);
        client.execute(changed, 0);
        client.query("SELECT CURRENT_USER(), DATABASE()");
        client.execute(client.prepare("SELECT 'of another user'"), 0);
        client.changeUser(Accounts.BARE, "");
        client.query("SELECT CURRENT_USER(), DATABASE()");
        client.write(command(Command.COM_QUIT));
    }

    /** Texts in which a byte may look like a quote or a backslash. */
    private static void characterSets(RawClient client) throws IOException {
        client.query("SET NAMES gbk");
        client.write(command(Command.COM_QUERY, "SELECT '鲸鱼在海里乗'".getBytes(Charset.forName("GBK"))));
        client.result();
        client.query("SET NAMES latin1");
        client.write(
                command(Command.COM_QUERY, "SELECT 'Grüße aus der Tiefe'".getBytes(Charset.forName("ISO-8859-1"))));
        client.result();
        client.query("SET NAMES utf8mb4");
        client.query("SELECT 'Grüße'");
    }
}
