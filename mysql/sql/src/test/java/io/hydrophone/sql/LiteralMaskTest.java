package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralMaskTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    SELECT *  FROM `T` WHERE Name='O\\'Brien' AND id = -5   | SELECT *  FROM `T` WHERE Name=? AND id = -?
                    INSERT INTO t VALUES (1,"a""b",0x4D,N'x'),(NULL,.5)     | INSERT INTO t VALUES (?,?,?,?),(NULL,?)
                    SELECT /*+ BKA(t1) SET_VAR(x='y') */ a /* bob */ FROM t1 | SELECT /*+ BKA(t1) SET_VAR(x=?) */ a /* ? */ FROM t1
                    SELECT 1 -- bob                                         | SELECT ? -- ?
                    SELECT 1 # bob                                          | SELECT ? # ?
                    SELECT 1 /* bob                                         | SELECT ? /* ? */
                    SELECT 'bob                                             | SELECT ?
                    SELECT /*!40001 SQL_NO_CACHE 'x' */ 2                   | SELECT /*!40001 SQL_NO_CACHE ? */ ?
                    SELECT _utf8mb4'bob' , DATE'2024-01-01', @a, @@b        | SELECT _utf8mb4? , DATE?, @a, @@b
                    SELECT t1.c2 FROM 2020_sales t1 LIMIT 10,20             | SELECT t1.c2 FROM 2020_sales t1 LIMIT ?,?
                    GRANT ALL ON *.* TO 'bob'@'10.%' IDENTIFIED BY 'x'      | GRANT ALL ON *.* TO ?@? IDENTIFIED BY ?
                    SELECT a FROM t WHERE b = ?                             | SELECT a FROM t WHERE b = ?
                    """)
    void literalsAndCommentsGoAndAllElseStays(String sql, String masked) {
        assertThat(LiteralMask.mask(sql)).isEqualTo(masked);
    }

    @Test
    void lineBreaksStay() {
        assertThat(LiteralMask.mask("SELECT 1 -- bob\n  , 'x'\n\tFROM t")).isEqualTo("SELECT ? -- ?\n  , ?\n\tFROM t");
    }

    @Test
    void aBackslashBehindHalfACharacterMasksTheRest() {
        // In GBK 0x95 0x5C is one character and the string ends at the next quote; in Latin-1 the quote is escaped.
        byte[] sql = "SELECT '\u0095\\' , secret , 'x".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(masked(sql)).isEqualTo("SELECT ?");
    }

    @Test
    void aBackslashBehindAWholeUtf8CharacterEscapes() {
        assertThat(LiteralMask.mask("SELECT 'é\\'漢\\'🐬\\'' , a")).isEqualTo("SELECT ? , a");
    }

    @Test
    void otherCharacterSetsKeepTheirBytes() {
        Charset gbk = Charset.forName("GBK");
        assertThat(new String(maskedBytes("SELECT 表 FROM t WHERE a = '漢'".getBytes(gbk)), gbk))
                .isEqualTo("SELECT 表 FROM t WHERE a = ?");
    }

    @Test
    void aLongStatementIsCut() {
        assertThat(LiteralMask.mask("SELECT " + "a, ".repeat(50_000)))
                .hasSize(65_536)
                .startsWith("SELECT a, a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    Duplicate entry 'a@b.c' for key 'users.email' | Duplicate entry '?' for key 'users.email'
                    Duplicate entry 'a' for key 'x' for key 'users.email' | Duplicate entry '?' for key 'users.email'
                    Incorrect integer value: 'x' for column 'c' at row 1 | Incorrect integer value: '?' for column 'c' at row 1
                    Unknown column 'x' in 'field list' | Unknown column 'x' in 'field list'
                    You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near 'x = 'bob' at line 1' at line 1 | You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near '?' at line 1
                    Table 'shop.orders' doesn't exist | Table 'shop.orders' doesn't exist
                    Data too long for column 'name' at row 1 | Data too long for column 'name' at row 1
                    BIGINT UNSIGNED value is out of range in '(`d`.`t`.`a` - 42)' | BIGINT UNSIGNED value is out of range in '?'
                    Access denied for user 'u'@'10.0.0.1' (using password: YES) | Access denied for user 'u'@'10.0.0.1' (using password: YES)
                    Lock wait timeout exceeded; try restarting transaction | Lock wait timeout exceeded; try restarting transaction
                    Cannot add or update a child row: a foreign key constraint fails (`d`.`c`, CONSTRAINT `fk` FOREIGN KEY (`p`) REFERENCES `p` (`id`)) | Cannot add or update a child row: a foreign key constraint fails (`d`.`c`, CONSTRAINT `fk` FOREIGN KEY (`p`) REFERENCES `p` (`id`))
                    account 4711 of 'bob' is closed, says 'ann' | account ? of '?'
                    Duplicate entry 'cut | Duplicate entry '?'
                    """)
    void errorMessagesLoseTheirDataAndKeepNames(String message, String masked) {
        assertThat(LiteralMask.maskError(message)).isEqualTo(masked);
    }

    private static String masked(byte[] sql) {
        return new String(maskedBytes(sql), StandardCharsets.ISO_8859_1);
    }

    private static byte[] maskedBytes(byte[] sql) {
        LiteralMask mask = new LiteralMask();
        mask.mask(sql, 0, sql.length);
        return java.util.Arrays.copyOf(mask.buffer(), mask.length());
    }
}
