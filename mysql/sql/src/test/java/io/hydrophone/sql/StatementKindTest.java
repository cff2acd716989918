package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementKindTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    select 1 | select
                    (SELECT 1) UNION (SELECT 2) | select
                    /* x */ -- y | other
                    /* x */ SELECT 1 | select
                    /*!40101 SET NAMES utf8 */ | set_option
                    WITH c AS (SELECT 1 FROM delete_log) DELETE FROM t | delete
                    WITH RECURSIVE c (n) AS (SELECT 1) SELECT * FROM c | select
                    INSERT INTO t SELECT 1 | insert
                    REPLACE INTO t VALUES (1) | replace
                    UPDATE t SET a = 1 | update
                    CALL p(1) | call_procedure
                    START TRANSACTION READ ONLY | begin
                    START REPLICA | other
                    BEGIN | begin
                    COMMIT; | commit
                    ROLLBACK | rollback
                    ROLLBACK WORK TO SAVEPOINT a | rollback_to_savepoint
                    RELEASE SAVEPOINT a | release_savepoint
                    USE db | change_db
                    SHOW TABLES | show
                    DESC t | explain
                    XA START 'x' | xa
                    PREPARE s FROM 'x' | prepare_sql
                    LOCK TABLES t READ | lock_tables
                    CREATE TEMPORARY TABLE t (a INT) | create_table
                    CREATE DEFINER=`u`@`h` SQL SECURITY INVOKER VIEW v AS SELECT 1 | create_view
                    CREATE TYPE = USER x | other
                    CREATE UNIQUE INDEX i ON t (a) | create_index
                    CREATE SERVER s OPTIONS (USER 'u') | other
                    ALTER SCHEMA d CHARACTER SET utf8 | alter_db
                    DROP TABLE IF EXISTS t | drop_table
                    TRUNCATE t | truncate
                    selects | other
                    'SELECT' | other
                    """)
    void theFirstKeywordsTellTheKind(String sql, String label) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        assertThat(StatementKind.of(bytes, 0, bytes.length).label()).isEqualTo(label);
    }
}
