package io.hydrophone.wire.synthetic;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.wire.source.PacketHandler;

/**
 * Made-up traffic of a MySQL server: logins, text and prepared statements, transactions, result sets, errors. It warms up a decoder
 * before it listens, because a cold Java machine is slow enough to lose packets, and trains the ahead-of-time cache.
 */
public final class SyntheticTraffic {
    private static final int CAPABILITIES = Capability.LONG_PASSWORD
            | Capability.CONNECT_WITH_DB
            | Capability.PROTOCOL_41
            | Capability.SECURE_CONNECTION
            | Capability.PLUGIN_AUTH
            | Capability.DEPRECATE_EOF;
    private static final int CLIENT = 0x0a000001;
    private static final int SERVER = 0x0a000002;
    private static final long START = 1_700_000_000_000_000_000L;

    private static final String[] STATEMENTS = {
        "SELECT c FROM sbtest1 WHERE id=%d",
        "SELECT DISTINCT c FROM sbtest2 WHERE id BETWEEN %d AND %d ORDER BY c",
        "UPDATE accounts SET balance = balance - 12.50, note='paid \\'twice\\'' WHERE id = %d /* job 7 */",
        "INSERT INTO events (id, kind, body) VALUES (%d, 'login', \"x\"), (%d, 'logout', NULL)",
        "select u.name, count(*) from users u join orders o on o.user_id = u.id where u.id in (%d, 2, 3) group by 1",
        "COMMIT",
    };

    private final MySqlWriter out = new MySqlWriter();
    private final PacketHandler handler;
    private final int port;
    private long nanos = START;
    /** What the server says of the session with each result. */
    private int status;

    private SyntheticTraffic(PacketHandler handler, int port) {
        this.handler = handler;
        this.port = port;
    }

    /**
     * Plays sessions one after the other into a handler, then ends it.
     *
     * @param port the server's
     * @param sessions each of some 40 statements
     */
    public static void play(PacketHandler handler, int port, int sessions) {
        SyntheticTraffic traffic = new SyntheticTraffic(handler, port);
        for (int i = 0; i < sessions; i++) {
            traffic.session(i);
            handler.tick(traffic.nanos);
        }
        handler.end();
    }

    private void session(int number) {
        SyntheticConnection connection =
                new SyntheticConnection(handler, CLIENT + number % 7, 20_000 + number % 30_000, SERVER, port);
        connection.open(next());
        greeting();
        server(connection);
        login("app" + number % 3, "shop");
        client(connection);
        status = ServerStatus.AUTOCOMMIT;
        ok(2, 0);
        server(connection);
        for (int i = 0; i < 30; i++) {
            String statement = STATEMENTS[i % STATEMENTS.length].replace("%d", Integer.toString(number * 31 + i));
            out.clear().packet(0).u1(3).text(statement).end();
            client(connection);
            status = statement.equals("COMMIT") ? 0 : ServerStatus.IN_TRANS; // with autocommit off
            answer(i);
            server(connection);
        }
        status = ServerStatus.AUTOCOMMIT;
        prepared(connection);
        out.clear().packet(0).u1(1).end();
        client(connection);
        connection.close(next());
    }

    private void answer(int i) {
        switch (i % STATEMENTS.length) {
            case 0 -> rows(1);
            case 1, 4 -> rows(20);
            case 2 -> ok(1, 1);
            case 3 -> error();
            default -> ok(1, 0);
        }
    }

    private void prepared(SyntheticConnection connection) {
        out.clear().packet(0).u1(0x16).text("SELECT c FROM sbtest1 WHERE id=?").end();
        client(connection);
        out.clear().packet(1).u1(0).u4(1).u2(1).u2(1).u1(0).u2(0).end();
        definition(2);
        definition(3);
        server(connection);
        for (int i = 0; i < 10; i++) {
            out.clear()
                    .packet(0)
                    .u1(0x17)
                    .u4(1)
                    .u1(0)
                    .u4(1)
                    .u1(0)
                    .u1(1)
                    .u2(3)
                    .u4(i)
                    .end();
            client(connection);
            rows(1);
            server(connection);
        }
        out.clear().packet(0).u1(0x19).u4(1).end();
        client(connection);
    }

    private void greeting() {
        out.clear()
                .packet(0)
                .u1(10)
                .text("8.0.0-synthetic")
                .u1(0)
                .u4(7)
                .text("12345678")
                .u1(0);
        out.u2(CAPABILITIES).u1(255).u2(ServerStatus.AUTOCOMMIT).u2(CAPABILITIES >> 16);
        out.u1(21)
                .zeros(10)
                .text("123456789012")
                .u1(0)
                .text("mysql_native_password")
                .u1(0)
                .end();
    }

    private void login(String user, String database) {
        out.clear()
                .packet(1)
                .u4(CAPABILITIES)
                .u4(1 << 24)
                .u1(255)
                .zeros(23)
                .text(user)
                .u1(0);
        out.u1(20)
                .zeros(20)
                .text(database)
                .u1(0)
                .text("mysql_native_password")
                .u1(0)
                .end();
    }

    private void ok(int number, int affected) {
        out.clear().packet(number).u1(0).u1(affected).u1(0).u2(status).u2(0).end();
    }

    private void error() {
        out.clear()
                .packet(1)
                .u1(0xff)
                .u2(1062)
                .text("#23000Duplicate entry '1' for key 'PRIMARY'")
                .end();
    }

    private void definition(int number) {
        out.packet(number)
                .counted("def")
                .counted("shop")
                .counted("sbtest1")
                .counted("sbtest1")
                .counted("c");
        out.counted("c").u1(12).u2(45).u4(480).u1(254).u2(1).u1(0).u2(0).end();
    }

    private void rows(int count) {
        out.clear().packet(1).u1(1).end();
        definition(2);
        for (int i = 0; i < count; i++) {
            out.packet(3 + i)
                    .counted("41189576069-45553989496-19463022727-28789271530-61175755423")
                    .end();
        }
        int noIndex = count > 1 ? ServerStatus.NO_INDEX_USED : 0;
        out.packet(3 + count).u1(0xfe).u1(0).u1(0).u2(status | noIndex).u2(0).end();
    }

    private long next() {
        nanos += 50_000;
        return nanos;
    }

    private void client(SyntheticConnection connection) {
        connection.client(next(), out.data(), 0, out.length());
    }

    private void server(SyntheticConnection connection) {
        connection.server(next(), out.data(), 0, out.length());
    }
}
