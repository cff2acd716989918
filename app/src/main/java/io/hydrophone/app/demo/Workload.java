package io.hydrophone.app.demo;

import static io.hydrophone.app.demo.Shop.any;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Clients of a shop: reads and writes, text and prepared statements, transactions, mistakes, and something slow. */
final class Workload implements AutoCloseable {
    /** What one client does again and again. */
    @FunctionalInterface
    private interface Work {
        void once(Connection connection) throws SQLException;
    }

    private final Shop shop;
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    private Workload(Shop shop) {
        this.shop = shop;
    }

    /** Some 1,300 statements a second from nine sessions. */
    static Workload start(Shop shop) {
        Workload workload = new Workload(shop);
        for (int i = 0; i < 3; i++) {
            workload.client("web", "shop", true, 12, Workload::browse);
        }
        workload.client("web", "shop", false, 25, Workload::search);
        workload.client("worker", "shop", true, 40, Workload::buy);
        workload.client("worker", "shop", false, 40, Workload::buy);
        workload.client("worker", "shop", false, 300, Workload::mistake);
        workload.client("analyst", "shop", false, 400, Workload::analyse);
        workload.client("analyst", "reports", false, 2_000, Workload::sleep);
        return workload;
    }

    private void client(String user, String database, boolean prepared, int pauseMillis, Work work) {
        clients.add(Thread.ofVirtual().name("demo-" + user).start(() -> {
            while (!stopped) {
                try (Connection connection = shop.connect(user, database, prepared)) {
                    while (!stopped) {
                        work.once(connection);
                        Thread.sleep(any(2 * pauseMillis));
                    }
                } catch (SQLException e) {
                    // The server is going away, or a mistake was meant to be one: a new session goes on.
                } catch (InterruptedException e) {
                    return;
                }
            }
        }));
    }

    private static void browse(Connection connection) throws SQLException {
        try (PreparedStatement product = connection.prepareStatement("SELECT title, price FROM products WHERE id = ?");
                PreparedStatement orders = connection.prepareStatement(
                        "SELECT o.id, p.title FROM orders o JOIN products p ON p.id = o.product_id WHERE o.user_id = ?")) {
            for (int i = 0; i < 5; i++) {
                product.setInt(1, any(Shop.PRODUCTS));
                read(product.executeQuery());
            }
            orders.setInt(1, any(Shop.USERS));
            read(orders.executeQuery());
        }
    }

    /** No index serves this. */
    private static void search(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            read(statement.executeQuery(
                    "SELECT id, title FROM products WHERE title LIKE '%" + any(99) + "%' LIMIT 20"));
            read(statement.executeQuery(
                    "SELECT id, name FROM users WHERE id IN (" + any(99) + ", " + any(99) + ", " + any(99) + ")"));
        }
    }

    private static void buy(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement stock =
                        connection.prepareStatement("UPDATE products SET stock = stock - ? WHERE id = ?");
                PreparedStatement order = connection.prepareStatement(
                        "INSERT INTO orders (user_id, product_id, quantity) VALUES (?, ?, ?)")) {
            int product = any(Shop.PRODUCTS);
            stock.setInt(1, 1);
            stock.setInt(2, product);
            stock.executeUpdate();
            order.setInt(1, any(Shop.USERS));
            order.setInt(2, product);
            order.setInt(3, 1);
            order.executeUpdate();
            if (any(10) == 1) {
                connection.rollback();
            } else {
                connection.commit();
            }
        }
    }

    private static void mistake(Connection connection) throws SQLException {
        String[] mistakes = {
            "INSERT INTO users VALUES (1, 'user1@example.org', 'again')",
            "SELECT nickname FROM users WHERE id = 1",
            "SELECT * FROM invoices",
        };
        try (Statement statement = connection.createStatement()) {
            statement.execute(mistakes[any(mistakes.length) - 1]);
        } catch (SQLException e) {
            // That is what the demo wants to show.
        }
    }

    private static void analyse(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            read(statement.executeQuery("SELECT p.title, SUM(o.quantity * p.price) AS revenue FROM orders o"
                    + " JOIN products p ON p.id = o.product_id GROUP BY p.title ORDER BY revenue DESC LIMIT 10"));
        }
    }

    private static void sleep(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            read(statement.executeQuery("SELECT SLEEP(" + any(15) / 10.0 + ")"));
            statement.execute("REPLACE INTO daily VALUES (CURRENT_DATE, " + any(100_000) + ")");
        }
    }

    private static void read(ResultSet rows) throws SQLException {
        try (rows) {
            while (rows.next()) {
                rows.getString(1);
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        clients.forEach(Thread::interrupt);
        for (Thread client : clients) {
            try {
                client.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
