package io.hydrophone.app.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;

/** The demo's schema, and connections to it. */
final class Shop {
    static final int USERS = 500;
    static final int PRODUCTS = 200;

    private final int port;

    Shop(int port) {
        this.port = port;
    }

    /**
     * A session of its own.
     *
     * @param prepared whether statements are prepared on the server
     */
    Connection connect(String user, String database, boolean prepared) throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=" + user
                + "&sslMode=disable&useServerPrepStmts=" + prepared);
    }

    void create() throws SQLException {
        try (Connection connection = connect("root", "", false);
                Statement statement = connection.createStatement()) {
            for (String name : new String[] {"shop", "reports"}) {
                statement.execute("CREATE DATABASE " + name);
            }
            statement.execute("USE shop");
            statement.execute(
                    "CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(80), name VARCHAR(60), UNIQUE (email))");
            statement.execute(
                    "CREATE TABLE products (id INT PRIMARY KEY, title VARCHAR(80), price DECIMAL(8,2), stock INT)");
            statement.execute("CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT, product_id INT,"
                    + " quantity INT, placed DATETIME DEFAULT CURRENT_TIMESTAMP, KEY (user_id))");
            statement.execute("CREATE TABLE reports.daily (day DATE PRIMARY KEY, revenue DECIMAL(12,2))");
        }
        fill();
    }

    private void fill() throws SQLException {
        try (Connection connection = connect("root", "shop", false)) {
            connection.setAutoCommit(false);
            try (PreparedStatement user = connection.prepareStatement("INSERT INTO users VALUES (?,?,?)");
                    PreparedStatement product = connection.prepareStatement("INSERT INTO products VALUES (?,?,?,?)");
                    PreparedStatement order = connection.prepareStatement(
                            "INSERT INTO orders (user_id, product_id, quantity) VALUES (?,?,?)")) {
                for (int i = 1; i <= USERS; i++) {
                    user.setInt(1, i);
                    user.setString(2, "user" + i + "@example.org");
                    user.setString(3, "User " + i);
                    user.addBatch();
                }
                user.executeBatch();
                for (int i = 1; i <= PRODUCTS; i++) {
                    product.setInt(1, i);
                    product.setString(2, "Product " + i);
                    product.setBigDecimal(3, java.math.BigDecimal.valueOf(199 + 10L * i, 2));
                    product.setInt(4, 1_000_000);
                    product.addBatch();
                }
                product.executeBatch();
                for (int i = 0; i < 5_000; i++) {
                    order.setInt(1, any(USERS));
                    order.setInt(2, any(PRODUCTS));
                    order.setInt(3, any(5));
                    order.addBatch();
                }
                order.executeBatch();
            }
            connection.commit();
        }
    }

    /** From 1 to the bound. */
    static int any(int bound) {
        return ThreadLocalRandom.current().nextInt(bound) + 1;
    }
}
