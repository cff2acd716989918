package io.hydrophone.servers;

/** The two families of client programs, which work with servers of both. */
public enum Programs {
    /** {@code mariadb}, {@code mariadb-admin}, {@code mariadb-slap}, {@code mariadb-dump} of Debian. */
    MARIADB,
    /** {@code mysql}, {@code mysqladmin}, {@code mysqlslap}, {@code mysqldump} of MySQL 9.7. */
    MYSQL;

    /** A program of the family without options but the first. */
    Tool tool(String name) {
        if (this == MYSQL) {
            MySql97.RELEASE.provide();
            return MySql97.RELEASE.program(name);
        }
        DebianPackages.require("mariadb-client");
        return Tool.of(name, "--no-defaults");
    }

    /** The program with what it needs to log in over TCP, without TLS. */
    Tool connecting(Tool program, Server server, String user, String password) {
        Tool connecting = program.with("--protocol=TCP", "--host=" + Server.HOST, "--port=" + server.port())
                .with("--user=" + user)
                .environment("MYSQL_PWD", password);
        return this == MYSQL
                ? connecting.with("--ssl-mode=DISABLED", "--get-server-public-key")
                : connecting.with("--skip-ssl");
    }
}
