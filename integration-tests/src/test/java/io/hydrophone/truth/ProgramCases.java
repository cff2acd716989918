package io.hydrophone.truth;

import io.hydrophone.servers.DebianPackages;
import io.hydrophone.servers.Programs;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.servers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the programs of both families say, and sysbench: of them only the server can tell. */
final class ProgramCases {
    /** With a procedure, several statements at once, an error, a table that the next case dumps. */
    private static final String SCRIPT = """
            DROP TABLE IF EXISTS whales;
            CREATE TABLE whales (id INT PRIMARY KEY, name VARCHAR(30));
            INSERT INTO whales VALUES (1, 'minke'), (2, 'fin'), (3, NULL);
            SELECT * FROM whales;
            SELECT nope;
            delimiter //
            DROP PROCEDURE IF EXISTS blow//
            CREATE PROCEDURE blow() BEGIN SELECT 'there'; SELECT 'she blows'; END//
            CALL blow()//
            SELECT 1; SELECT 2 UNION SELECT 3//
            delimiter ;
            USE shallows
            SELECT DATABASE();
            USE depth
            UPDATE whales SET name = UPPER(name);
            SELECT CAST('x' AS SIGNED);
            BEGIN;
            DELETE FROM whales WHERE id = 3;
            ROLLBACK;
            """;

    private ProgramCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(commandLine(Programs.MARIADB, "mariadb"));
        cases.addAll(commandLine(Programs.MYSQL, "mysql"));
        cases.add(compressed(Programs.MARIADB, "mariadb", "compressed", "--compress"));
        cases.add(compressed(Programs.MYSQL, "mysql", "compressed, zlib", "--compression-algorithms=zlib"));
        cases.add(compressed(Programs.MYSQL, "mysql", "compressed, zstd", "--compression-algorithms=zstd")
                .where(kind -> kind == ServerKind.MYSQL_9_7));
        cases.add(admin(Programs.MARIADB, "mariadb-admin"));
        cases.add(admin(Programs.MYSQL, "mysqladmin"));
        cases.add(slap(Programs.MARIADB, "mariadb-slap"));
        cases.add(slap(Programs.MYSQL, "mysqlslap"));
        cases.add(dump(Programs.MARIADB, "mariadb-dump"));
        cases.add(dump(Programs.MYSQL, "mysqldump").where(kind -> !kind.isMariaDb()));
        cases.add(sysbench("prepared", "auto"));
        cases.add(sysbench("text", "disable"));
        return cases;
    }

    private static List<Case> commandLine(Programs family, String name) {
        return List.of(
                Case.of(name, "text", stage -> sql(stage, family, name, SCRIPT)),
                Case.of(name, "names of all columns", stage -> sql(stage, family, name, "SELECT 1;\n\\#\nSELECT 2;\n")),
                Case.of(name, "LOCAL INFILE", stage -> {
                    Path file =
                            Files.writeString(stage.directory().resolve("lines.txt"), "1\n\3SELECT 1\n".repeat(5000));
                    sql(
                            stage,
                            family,
                            name,
                            "CREATE TABLE IF NOT EXISTS lines_of_file (line VARCHAR(20));\n"
                                    + "LOAD DATA LOCAL INFILE '" + file
                                    + "' INTO TABLE lines_of_file;\nSELECT 'after it';\n");
                }));
    }

    private static Case compressed(Programs family, String name, String what, String option) {
        return Case.of(
                name,
                what,
                stage -> sql(
                        stage,
                        family,
                        name,
                        SCRIPT + "SELECT REPEAT('y', 20000), '" + "w".repeat(3000) + "';\n",
                        option));
    }

    private static void sql(Stage stage, Programs family, String name, String sql, String... options)
            throws IOException {
        Tool client = stage.server().program(family, name);
        Tool ready = (family == Programs.MYSQL ? client.with("--commands") : client)
                .with("--force", "--local-infile=1", "--default-character-set=utf8mb4")
                .with(options)
                .with(Server.SCHEMA);
        ready.input(sql).run();
    }

    private static Case admin(Programs family, String name) {
        return Case.of(name, "odd commands", stage -> {
            for (String command : List.of(
                    "ping",
                    "status",
                    "processlist",
                    "version",
                    "debug",
                    "refresh",
                    "extended-status",
                    "flush-tables")) {
                stage.server().program(family, name).with(command).run();
            }
            stage.server().program(family, name).with("create", "made").output();
            stage.server().program(family, name).with("--force", "drop", "made").output();
            stage.server().program(family, name).with("kill", "999999").run();
        });
    }

    private static Case slap(Programs family, String name) {
        return Case.of(
                name,
                "load",
                stage -> stage.server()
                        .program(family, name)
                        .with(
                                "--auto-generate-sql",
                                "--concurrency=3",
                                "--number-of-queries=60",
                                "--auto-generate-sql-load-type=mixed")
                        .with("--auto-generate-sql-write-number=10")
                        .with("--create-schema=slapped")
                        .output());
    }

    private static Case dump(Programs family, String name) {
        return Case.of(name, "dump", stage -> {
            sql(
                    stage,
                    family,
                    family == Programs.MYSQL ? "mysql" : "mariadb",
                    "CREATE TABLE IF NOT EXISTS whales (id INT);");
            Tool dump = stage.server().program(family, name).with("--skip-opt", Server.SCHEMA, "whales");
            (family == Programs.MYSQL ? dump.with("--column-statistics=0") : dump).run();
        });
    }

    private static Case sysbench(String what, String preparedMode) {
        return Case.of("sysbench", what, stage -> {
            DebianPackages.require("sysbench");
            Tool sysbench =
                    new SysbenchRun(stage.server(), preparedMode, 2).sysbench().with("--threads=2");
            sysbench.with("prepare").output();
            sysbench.with("--events=20", "--time=0", "run").output();
            sysbench.with("cleanup").output();
        });
    }
}
