package io.hydrophone.client.grants;

import io.hydrophone.client.ServerVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that make an account with the privileges that something needs of a version, and no others.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html">MySQL's privileges</a>
 * @see <a href="https://mariadb.com/kb/en/grant/">MariaDB's</a>
 */
public final class Grants {
    /** What stands for the password in the statements. */
    public static final String PASSWORD = "CHANGE ME";

    /**
     * A statement without its semicolon.
     *
     * @param why what it lets the account do
     */
    public record Statement(String sql, String why) {}

    private final ServerVersion version;
    private final AccountName account;
    private final List<Statement> statements = new ArrayList<>();

    private Grants(ServerVersion version, AccountName account) {
        this.version = version;
        this.account = account;
    }

    /**
     * The statements in the order in which they are to be executed.
     *
     * @param database whose data a replay may read and write; only for that
     */
    public static List<Statement> of(ServerVersion version, Purpose purpose, AccountName account, String database) {
        Grants grants = new Grants(version, account);
        grants.statements.add(
                new Statement("CREATE USER " + account + " IDENTIFIED BY '" + PASSWORD + "'", "an account of its own"));
        switch (purpose) {
            case TOPOLOGY -> grants.topology();
            case AGENT -> grants.agent();
            case PROBE -> grants.probe();
            case REPLAY -> grants.replay(database);
        }
        return List.copyOf(grants.statements);
    }

    private void topology() {
        all("PROCESS", "from where replicas read, as other accounts' connections tell");
        replicationStatus();
        all(
                replicaList(),
                "SHOW " + (isMySql(8, 0, 22) ? "REPLICAS" : "SLAVE HOSTS")
                        + ": hosts and ports of replicas. It permits more than that; without it replicas are found only"
                        + " where they listen on their source's port, or are named");
        if (!version.isMariaDb()) {
            performanceSchema("groups, workers, variables");
            on("SELECT", "mysql_innodb_cluster_metadata.*", "the name of an InnoDB Cluster and its instances");
        }
    }

    private void agent() {
        all("PROCESS", "sessions, InnoDB's status and metrics");
        replicationStatus();
        performanceSchema("statements, files, tables, groups");
    }

    private void probe() {
        all("PROCESS", "other accounts' sessions");
        performanceSchema("statistics of statements");
    }

    private void replay(String database) {
        on(
                "SELECT, INSERT, UPDATE, DELETE, EXECUTE, CREATE TEMPORARY TABLES, LOCK TABLES",
                "`" + database.replace("`", "``") + "`.*",
                "what recorded traffic does with data; add CREATE, ALTER, DROP, INDEX if it changes tables too");
    }

    /** MariaDB has split the privilege: into one for replicas and one for the binary log. */
    private void replicationStatus() {
        if (version.isMariaDb() && version.isAtLeast(10, 5, 9)) {
            all("SLAVE MONITOR, BINLOG MONITOR", "state of replication, place in the binary log");
        } else if (version.isMariaDb() && version.isAtLeast(10, 5, 2)) {
            all("REPLICATION SLAVE ADMIN, BINLOG MONITOR", "state of replication, place in the binary log");
        } else {
            all("REPLICATION CLIENT", "state of replication, place in the binary log");
        }
    }

    private String replicaList() {
        return version.isMariaDb() && version.isAtLeast(10, 5, 2) ? "REPLICATION MASTER ADMIN" : "REPLICATION SLAVE";
    }

    private void performanceSchema(String why) {
        on("SELECT", "performance_schema.*", why);
    }

    private boolean isMySql(int major, int minor, int patch) {
        return !version.isMariaDb() && version.isAtLeast(major, minor, patch);
    }

    private void all(String privileges, String why) {
        on(privileges, "*.*", why);
    }

    private void on(String privileges, String what, String why) {
        statements.add(new Statement("GRANT " + privileges + " ON " + what + " TO " + account, why));
    }
}
