package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprinterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    SELECT * FROM t WHERE id = 5 AND name = 'x'   | select * from t where id = ? and name = ?
                    SELECT * FROM t WHERE id IN (1,2,3)           | select * from t where id in (...)
                    SELECT * FROM t WHERE id IN (?,?)             | select * from t where id in (...)
                    INSERT INTO t(a,b) VALUES (1,'x'),(2,'y')     | insert into t(a, b) values (...), ...
                    INSERT INTO t VALUES (1)                      | insert into t values (?)
                    SELECT a FROM `my-db`.`T` LIMIT 10, 20        | select a from `my-db`.t limit ?, ...
                    SELECT a.*, COUNT(*) FROM a -- x              | select a.*, count(*) from a
                    SELECT a <> -1 OR NOT NULL                    | select a != ? or not ?
                    SET @a = 1, @@global.b = 'x'                  | set @? = ?, @@global.b = ?
                    SELECT `c``d`, `in`, `5`, `5a`                | select `c``d`, `in`, `5`, 5a
                    CALL p(1, 'x');                               | call p(...)
                    CREATE FUNCTION f() RETURNS INT RETURN NULL   | create function f() returns int return ?
                    """)
    void aStatementBecomesReadableAndFreeOfLiterals(String sql, String fingerprint) {
        assertThat(Corpus.fingerprint(sql)).isEqualTo(fingerprint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ";", " ; ;", "-- x", "# x", "/* x", "/* x */", "/*!99999 x */", "/*!", "/*!50000 */"})
    void textWithoutAStatementHasAnEmptyFingerprint(String sql) {
        assertThat(Corpus.fingerprint(sql)).isEmpty();
        assertThat(Corpus.id(sql)).isEqualTo("ef46db3751d8e999");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    SELECT a FROM t WHERE b = 'cut off     | select a from t where b = ?
                    SELECT a FROM t WHERE b IN (1, 2, "x   | select a from t where b in (?, ...
                    SELECT a /* cut off                    | select a
                    SELECT a FROM `cut off                 | select a from `cut off`
                    SELECT a FROM t WHERE b = 'x\\         | select a from t where b = ?
                    """)
    void aStatementCutInTheMiddleLosesOnlyWhatIsOpen(String sql, String fingerprint) {
        assertThat(Corpus.fingerprint(sql)).isEqualTo(fingerprint);
    }

    /** MySQL 8.0 prints both as {@code |}. */
    @Test
    void theTwoBarsAreOneOperator() {
        assertThat(Corpus.fingerprint("SELECT a || b"))
                .isEqualTo("select a | b")
                .isEqualTo(Corpus.fingerprint("SELECT a | b"));
    }

    @Test
    void placeholdersAndLiteralsAreOneClass() {
        assertThat(Corpus.id("INSERT INTO t VALUES (?, ?), (?, ?)"))
                .isEqualTo(Corpus.id("INSERT INTO t VALUES (1,'a'),(-2,NULL)"));
        assertThat(Corpus.id("SELECT a FROM t WHERE b = ? LIMIT ?"))
                .isEqualTo(Corpus.id("select A from T where B=- 5 limit 1"));
    }

    @Test
    void bytesOfAnyCharacterSetAreTaken() {
        String sql = "SELECT é FROM t WHERE ü = 'ÿ' AND b = 1";
        assertThat(fingerprintBytes(sql, StandardCharsets.ISO_8859_1))
                .isEqualTo("select é from t where ü = ? and b = ?".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(fingerprintBytes("SELECT 表 FROM t WHERE a = '漢字'", Charset.forName("GBK")))
                .isEqualTo("select 表 from t where a = ?".getBytes(Charset.forName("GBK")));
    }

    @Test
    void onlyTheGivenRangeIsRead() {
        byte[] packet = "\u0003SELECT 1, 'x'garbage".getBytes(StandardCharsets.ISO_8859_1);
        Fingerprinter fingerprinter = new Fingerprinter();
        fingerprinter.fingerprint(packet, 1, 13);
        assertThat(fingerprinter.text()).isEqualTo("select ?, ...");
        assertThat(new String(fingerprinter.buffer(), 0, fingerprinter.length(), StandardCharsets.UTF_8))
                .isEqualTo("select ?, ...");
    }

    @Test
    void aLongStatementIsCutAndYetToldApartByItsEnd() {
        String columns = "column_with_a_long_name, ".repeat(20_000);
        Fingerprinter one = fingerprinted("SELECT " + columns + "a FROM t");
        Fingerprinter other = fingerprinted("SELECT " + columns + "b FROM t");
        assertThat(one.length()).isEqualTo(65_536);
        assertThat(one.buffer()).hasSizeLessThanOrEqualTo(128 * 1024);
        assertThat(one.text()).isEqualTo(other.text());
        assertThat(one.digest()).isNotEqualTo(other.digest());
    }

    @Test
    void theDigestOfALongFingerprintIsTheHashOfAllItsText() {
        StringBuilder text = new StringBuilder("select ");
        for (int i = 0; text.length() < 400_000; i++) {
            text.append(i % 3 == 0 ? "f(?, a)" : "name_" + i).append(", ");
        }
        byte[] all = text.append("z from t").toString().getBytes(StandardCharsets.US_ASCII);
        assertThat(fingerprinted(new String(all, StandardCharsets.US_ASCII)).digest())
                .isEqualTo(new Xxh64().finish(all, 0, all.length));
    }

    @Test
    void aHugeInsertFoldsToALine() {
        String rows = "(1,'abc',-2.5e3,NULL),".repeat(200_000);
        assertThat(Corpus.fingerprint("INSERT INTO t VALUES " + rows + "(1,'x',1,1)"))
                .isEqualTo("insert into t values (...), ...");
    }

    @Test
    void anIdHasSixteenDigits() {
        assertThat(Fingerprinter.id(0x1fL)).isEqualTo("000000000000001f");
        assertThat(Fingerprinter.id(-1)).isEqualTo("ffffffffffffffff");
    }

    private static Fingerprinter fingerprinted(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        Fingerprinter fingerprinter = new Fingerprinter();
        fingerprinter.fingerprint(bytes, 0, bytes.length);
        return fingerprinter;
    }

    private static byte[] fingerprintBytes(String sql, Charset charset) {
        byte[] bytes = sql.getBytes(charset);
        Fingerprinter fingerprinter = new Fingerprinter();
        fingerprinter.fingerprint(bytes, 0, bytes.length);
        return java.util.Arrays.copyOf(fingerprinter.buffer(), fingerprinter.length());
    }
}
