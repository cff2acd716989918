package io.hydrophone.replay;

import io.hydrophone.servers.Server;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The five transactions of TPC-C on a small stock, so that sessions often want the same rows: they wait for locks, and lose deadlocks. What is
 * written depends on what was read, and so on the order of all.
 */
final class TpccLoad {
    static final String SCHEMA = "tpcc";

    private static final int WAREHOUSES = 2;
    private static final int DISTRICTS = 3;
    private static final int CUSTOMERS = 10;
    private static final int ITEMS = 20;
    private static final int SESSIONS = 6;
    private static final int TRANSACTIONS = 120;

    /** Each table's columns, of which its sum is made. */
    private static final Map<String, String> TABLES = tables();

    private static final String[] FILLED = {
        "CREATE TABLE warehouse (w_id INT PRIMARY KEY, w_tax DECIMAL(4,4), w_ytd DECIMAL(12,2))",
        "CREATE TABLE district (d_w_id INT, d_id INT, d_tax DECIMAL(4,4), d_ytd DECIMAL(12,2), d_next_o_id INT, PRIMARY KEY (d_w_id, d_id))",
        "CREATE TABLE customer (c_w_id INT, c_d_id INT, c_id INT, c_balance DECIMAL(12,2), c_payments INT, c_deliveries INT, c_data VARCHAR(500),"
                + " PRIMARY KEY (c_w_id, c_d_id, c_id))",
        "CREATE TABLE history (h_id INT AUTO_INCREMENT PRIMARY KEY, h_w_id INT, h_d_id INT, h_c_id INT, h_date DATETIME, h_amount DECIMAL(6,2))",
        "CREATE TABLE orders (o_w_id INT, o_d_id INT, o_id INT, o_c_id INT, o_entry_d DATETIME, o_carrier_id INT, o_ol_cnt INT,"
                + " PRIMARY KEY (o_w_id, o_d_id, o_id), KEY (o_w_id, o_d_id, o_c_id))",
        "CREATE TABLE new_order (no_w_id INT, no_d_id INT, no_o_id INT, PRIMARY KEY (no_w_id, no_d_id, no_o_id))",
        "CREATE TABLE order_line (ol_w_id INT, ol_d_id INT, ol_o_id INT, ol_number INT, ol_i_id INT, ol_delivery_d DATETIME, ol_quantity INT,"
                + " ol_amount DECIMAL(8,2), PRIMARY KEY (ol_w_id, ol_d_id, ol_o_id, ol_number))",
        "CREATE TABLE item (i_id INT PRIMARY KEY, i_price DECIMAL(5,2))",
        "CREATE TABLE stock (s_w_id INT, s_i_id INT, s_quantity INT, s_ytd INT, s_order_cnt INT, PRIMARY KEY (s_w_id, s_i_id))",
        "INSERT INTO warehouse SELECT seq, seq / 100, 0 FROM numbers WHERE seq <= " + WAREHOUSES,
        "INSERT INTO district SELECT w_id, seq, seq / 50, 0, 1 FROM warehouse, numbers WHERE seq <= " + DISTRICTS,
        "INSERT INTO customer SELECT d_w_id, d_id, seq, 0, 0, 0, 'new' FROM district, numbers WHERE seq <= "
                + CUSTOMERS,
        "INSERT INTO item SELECT seq, 1 + seq * 3 / 2 FROM numbers WHERE seq <= " + ITEMS,
        "INSERT INTO stock SELECT w_id, i_id, 50 + i_id, 0, 0 FROM warehouse, item",
        "DROP TABLE numbers"
    };

    private final Server server;
    private int deadlocks;

    TpccLoad(Server server) {
        this.server = server;
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("warehouse", "w_id, w_ytd");
        tables.put("district", "d_w_id, d_id, d_ytd, d_next_o_id");
        tables.put("customer", "c_w_id, c_d_id, c_id, c_balance, c_payments, c_deliveries, c_data");
        tables.put("history", "h_w_id, h_d_id, h_c_id, h_date, h_amount");
        tables.put("orders", "o_w_id, o_d_id, o_id, o_c_id, o_entry_d, o_carrier_id, o_ol_cnt");
        tables.put("new_order", "no_w_id, no_d_id, no_o_id");
        tables.put(
                "order_line", "ol_w_id, ol_d_id, ol_o_id, ol_number, ol_i_id, ol_delivery_d, ol_quantity, ol_amount");
        tables.put("stock", "s_w_id, s_i_id, s_quantity, s_ytd, s_order_cnt");
        return tables;
    }

    /** The same data on any server. */
    static void fill(Server server) throws SQLException {
        List<String> statements = new ArrayList<>(List.of(
                "DROP DATABASE IF EXISTS " + SCHEMA,
                "CREATE DATABASE " + SCHEMA,
                "USE " + SCHEMA,
                "CREATE TABLE numbers (seq INT PRIMARY KEY)"));
        for (int i = 1; i <= Math.max(ITEMS, CUSTOMERS); i++) {
            statements.add("INSERT INTO numbers VALUES (" + i + ")");
        }
        statements.addAll(List.of(FILLED));
        Replayed.execute(server, statements.toArray(String[]::new));
    }

    /** For each table how many rows it has, and the sum of their contents; written alike by all servers. */
    static List<String> sums(Server server) throws SQLException {
        List<String> sums = new ArrayList<>();
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            sums.add(table.getKey() + " "
                    + Replayed.value(
                            server,
                            "SELECT CONCAT(COUNT(*), ' rows ', COALESCE(SUM(CRC32(CONCAT_WS('#', " + table.getValue()
                                    + "))), 0)) FROM " + SCHEMA + "." + table.getKey()));
        }
        return sums;
    }

    /** Half of the sessions send texts, half prepare. Returns how many transactions lost a deadlock. */
    int run() throws Exception {
        try (ExecutorService sessions = Executors.newFixedThreadPool(SESSIONS)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                int number = i;
                tasks.add(() -> {
                    session(number);
                    return null;
                });
            }
            for (Future<Void> session : sessions.invokeAll(tasks)) {
                session.get();
            }
        }
        return deadlocks;
    }

    private void session(int number) throws SQLException {
        Random random = new Random(number);
        try (Connection connection = server.connect("useServerPrepStmts=" + (number % 2 == 0))) {
            connection.setCatalog(SCHEMA);
            connection.setAutoCommit(false);
            for (int i = 0; i < TRANSACTIONS; i++) {
                try {
                    transaction(connection, random);
                } catch (SQLException e) {
                    if (!"40001".equals(e.getSQLState())) {
                        throw e;
                    }
                    connection.rollback();
                    lost();
                }
            }
        }
    }

    private synchronized void lost() {
        deadlocks++;
    }

    private static void transaction(Connection connection, Random random) throws SQLException {
        int warehouse = 1 + random.nextInt(WAREHOUSES);
        int district = 1 + random.nextInt(DISTRICTS);
        int customer = 1 + random.nextInt(CUSTOMERS);
        int kind = random.nextInt(100);
        if (kind < 45) {
            newOrder(connection, random, warehouse, district, customer);
        } else if (kind < 85) {
            payment(connection, random, warehouse, district, customer);
        } else if (kind < 90) {
            delivery(connection, random, warehouse);
        } else if (kind < 95) {
            number(
                    connection,
                    "SELECT MAX(o_id) FROM orders WHERE o_w_id = ? AND o_d_id = ? AND o_c_id = ?",
                    warehouse,
                    district,
                    customer);
            connection.commit();
        } else {
            number(connection, "SELECT COUNT(*) FROM stock WHERE s_w_id = ? AND s_quantity < ?", warehouse, 20);
            connection.commit();
        }
    }

    /** Items in no order, so that two such transactions may wait for one another. */
    private static void newOrder(Connection connection, Random random, int warehouse, int district, int customer)
            throws SQLException {
        number(connection, "SELECT w_id FROM warehouse WHERE w_id = ?", warehouse);
        int order = number(
                connection,
                "SELECT d_next_o_id FROM district WHERE d_w_id = ? AND d_id = ? FOR UPDATE",
                warehouse,
                district);
        change(
                connection,
                "UPDATE district SET d_next_o_id = ? WHERE d_w_id = ? AND d_id = ?",
                order + 1,
                warehouse,
                district);
        int lines = 3 + random.nextInt(5);
        change(
                connection,
                "INSERT INTO orders VALUES (?, ?, ?, ?, ?, NULL, ?)",
                warehouse,
                district,
                order,
                customer,
                date(random),
                lines);
        change(connection, "INSERT INTO new_order VALUES (?, ?, ?)", warehouse, district, order);
        for (int line = 1; line <= lines; line++) {
            int item = 1 + random.nextInt(ITEMS);
            int price = number(connection, "SELECT ROUND(i_price * 100) FROM item WHERE i_id = ?", item);
            int quantity = number(
                    connection,
                    "SELECT s_quantity FROM stock WHERE s_w_id = ? AND s_i_id = ? FOR UPDATE",
                    warehouse,
                    item);
            int wanted = 1 + random.nextInt(10);
            int left = quantity >= wanted + 10 ? quantity - wanted : quantity - wanted + 91;
            change(
                    connection,
                    "UPDATE stock SET s_quantity = ?, s_ytd = s_ytd + ?, s_order_cnt = s_order_cnt + 1 WHERE s_w_id = ? AND s_i_id = ?",
                    left,
                    wanted,
                    warehouse,
                    item);
            change(
                    connection,
                    "INSERT INTO order_line VALUES (?, ?, ?, ?, ?, NULL, ?, ? / 100)",
                    warehouse,
                    district,
                    order,
                    line,
                    item,
                    wanted,
                    wanted * price);
        }
        if (random.nextInt(100) == 0) {
            connection.rollback(); // The user gave an item that is not there.
        } else {
            connection.commit();
        }
    }

    private static void payment(Connection connection, Random random, int warehouse, int district, int customer)
            throws SQLException {
        int amount = 1 + random.nextInt(5_000);
        change(connection, "UPDATE warehouse SET w_ytd = w_ytd + ? WHERE w_id = ?", amount, warehouse);
        change(
                connection,
                "UPDATE district SET d_ytd = d_ytd + ? WHERE d_w_id = ? AND d_id = ?",
                amount,
                warehouse,
                district);
        change(
                connection,
                "UPDATE customer SET c_balance = c_balance - ?, c_payments = c_payments + 1, c_data = LEFT(CONCAT(?, '|', c_data), 500)"
                        + " WHERE c_w_id = ? AND c_d_id = ? AND c_id = ?",
                amount,
                amount,
                warehouse,
                district,
                customer);
        change(
                connection,
                "INSERT INTO history (h_w_id, h_d_id, h_c_id, h_date, h_amount) VALUES (?, ?, ?, ?, ?)",
                warehouse,
                district,
                customer,
                date(random),
                amount);
        connection.commit();
    }

    private static void delivery(Connection connection, Random random, int warehouse) throws SQLException {
        int carrier = 1 + random.nextInt(10);
        for (int district = 1; district <= DISTRICTS; district++) {
            int order = number(
                    connection,
                    "SELECT COALESCE(MIN(no_o_id), 0) FROM new_order WHERE no_w_id = ? AND no_d_id = ? FOR UPDATE",
                    warehouse,
                    district);
            if (order == 0) {
                continue;
            }
            change(
                    connection,
                    "DELETE FROM new_order WHERE no_w_id = ? AND no_d_id = ? AND no_o_id = ?",
                    warehouse,
                    district,
                    order);
            change(
                    connection,
                    "UPDATE orders SET o_carrier_id = ? WHERE o_w_id = ? AND o_d_id = ? AND o_id = ?",
                    carrier,
                    warehouse,
                    district,
                    order);
            change(
                    connection,
                    "UPDATE order_line SET ol_delivery_d = ? WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id = ?",
                    date(random),
                    warehouse,
                    district,
                    order);
            change(
                    connection,
                    "UPDATE customer JOIN orders ON o_w_id = c_w_id AND o_d_id = c_d_id AND o_c_id = c_id"
                            + " SET c_deliveries = c_deliveries + 1, c_balance = c_balance + (SELECT SUM(ol_amount) FROM order_line"
                            + " WHERE ol_w_id = o_w_id AND ol_d_id = o_d_id AND ol_o_id = o_id)"
                            + " WHERE o_w_id = ? AND o_d_id = ? AND o_id = ?",
                    warehouse,
                    district,
                    order);
        }
        connection.commit();
    }

    /** Given by the client, as TPC-C has it: the server's clock may strike between the packet and the statement. */
    private static String date(Random random) {
        return "2026-11-%02d 12:%02d:00".formatted(1 + random.nextInt(28), random.nextInt(60));
    }

    private static int number(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    private static void change(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
