package io.hydrophone.truth;

import io.hydrophone.servers.ServerKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What both families' drivers say, each in its own way. */
final class DriverCases {
    /** Opens a connection with further properties of the driver. */
    @FunctionalInterface
    private interface Connecting {
        Connection connect(Stage stage, String... properties) throws SQLException;
    }

    /** A script of statements, of which a speaker takes notes. */
    @FunctionalInterface
    private interface Script {
        void play(Stage stage, Connection connection, Speaker speaker) throws Exception;
    }

    private final String client;
    private final Connecting connecting;

    private DriverCases(String client, Connecting connecting) {
        this.client = client;
        this.connecting = connecting;
    }

    static List<Case> mariaDb() {
        DriverCases driver = new DriverCases(
                "MariaDB Connector/J", (stage, more) -> stage.server().connect(more));
        return List.of(
                driver.text("text"),
                driver.text("text, compressed", "useCompression=true"),
                driver.severalResults(),
                driver.prepared("prepared, sent ahead", "useServerPrepStmts=true"),
                driver.prepared("prepared, not kept", "useServerPrepStmts=true", "cachePrepStmts=false"),
                driver.prepared("prepared, in turn", "useServerPrepStmts=true", "disablePipeline=true"),
                driver.prepared("prepared, compressed", "useServerPrepStmts=true", "useCompression=true"),
                driver.batches("bulk", "useServerPrepStmts=true", "useBulkStmts=true"),
                driver.batches("batches, sent ahead", "useServerPrepStmts=true", "useBulkStmts=false"),
                driver.outParameters("useServerPrepStmts=true"),
                driver.fetched("useServerPrepStmts=true"),
                driver.longData("useServerPrepStmts=true"),
                driver.localFile("allowLocalInfile=true"),
                driver.largest("maxAllowedPacket=67108864"),
                driver.killed(),
                driver.encrypted("sslMode=trust").where(DriverCases::hasTls));
    }

    /** Certificates of their own make not all servers; the oldest's TLS is none of today. */
    private static boolean hasTls(ServerKind kind) {
        return kind != ServerKind.MARIADB_10_11 && kind != ServerKind.MYSQL_5_7;
    }

    static List<Case> mySql() {
        DriverCases driver = new DriverCases("MySQL Connector/J", Stage::connectMySql);
        return List.of(
                driver.text("text"),
                driver.text("text, compressed", "useCompression=true"),
                driver.severalResults(),
                driver.prepared("prepared", "useServerPrepStmts=true"),
                driver.prepared("prepared, kept", "useServerPrepStmts=true", "cachePrepStmts=true"),
                driver.prepared("prepared, compressed", "useServerPrepStmts=true", "useCompression=true"),
                driver.batches("batches", "useServerPrepStmts=true"),
                driver.rewritten("rewriteBatchedStatements=true", "useServerPrepStmts=true"),
                driver.outParameters("useServerPrepStmts=true"),
                driver.fetched("useServerPrepStmts=true", "useCursorFetch=true"),
                driver.longData("useServerPrepStmts=true"),
                driver.localFile("allowLoadLocalInfile=true"),
                driver.largest("maxAllowedPacket=67108864"),
                driver.killed(),
                driver.attributes());
    }

    private Case of(String name, Script script, String... properties) {
        return Case.of(client, name, stage -> {
            try (Connection connection = connecting.connect(stage, properties)) {
                script.play(stage, connection, stage.speaker(connection));
            }
        });
    }

    private Case text(String name, String... properties) {
        return of(name, (stage, connection, speaker) -> Scripts.text(speaker), properties);
    }

    /** Of which nothing may be heard. */
    private Case encrypted(String... properties) {
        return of("TLS", (stage, connection, speaker) -> Scripts.text(unheard(connection)), properties);
    }

    private static Speaker unheard(Connection connection) {
        return new Speaker(connection, new ArrayList<>());
    }

    private Case severalResults() {
        return of(
                "several results",
                (stage, connection, speaker) -> Scripts.severalResults(speaker),
                "allowMultiQueries=true");
    }

    private Case prepared(String name, String... properties) {
        return of(name, (stage, connection, speaker) -> Scripts.prepared(connection, speaker), properties);
    }

    private Case batches(String name, String... properties) {
        return of(name, (stage, connection, speaker) -> Scripts.batches(connection, speaker), properties);
    }

    /** Texts that the driver puts together by itself: only the server can tell of them. */
    private Case rewritten(String... properties) {
        return of(
                "batches, rewritten",
                (stage, connection, speaker) -> Scripts.batches(connection, unheard(connection)),
                properties);
    }

    private Case outParameters(String... properties) {
        return of(
                "OUT parameters",
                (stage, connection, speaker) -> Scripts.outParameters(connection, speaker),
                properties);
    }

    private Case fetched(String... properties) {
        return of(
                "fetched in portions",
                (stage, connection, speaker) -> Scripts.fetched(connection, speaker),
                properties);
    }

    private Case longData(String... properties) {
        return of(
                "values sent ahead", (stage, connection, speaker) -> Scripts.longData(connection, speaker), properties);
    }

    /** Which only MySQL's newer servers take. */
    private Case attributes() {
        return of(
                "query attributes",
                (stage, connection, speaker) -> Scripts.attributes(connection, speaker),
                "useServerPrepStmts=true");
    }

    private Case localFile(String... properties) {
        return of(
                "LOCAL INFILE",
                (stage, connection, speaker) -> Scripts.localFile(speaker, stage.directory()),
                properties);
    }

    private Case largest(String... properties) {
        return of("16 MiB", (stage, connection, speaker) -> Scripts.largest(speaker), properties);
    }

    private Case killed() {
        return of("killed", (stage, connection, speaker) -> {
            try (Connection killer = connecting.connect(stage)) {
                Scripts.killed(connection, speaker, killer);
            }
        });
    }
}
