package io.hydrophone.report.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;
import io.hydrophone.report.ReportId;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptsCodecTest {
    /** What stores hold must be read by later versions: these bytes do not change. */
    @Test
    void theBytesAreThese() {
        Receipts receipts = new Receipts();
        receipts.add(new ReportId("db", 300, 1));
        receipts.add(new ReportId("db", 300, 2));
        receipts.add(new ReportId("db", 300, 5));
        receipts.add(new ReportId("db", 301, 0));
        receipts.add(new ReportId("é", -1, (1L << 53) - 1));
        String bytes = "01" // version
                + "026462" + "000000000000012c" + "02" + "0201" + "0300" // db, 300, two ranges: 1 to 2, 5
                + "00" + "000000000000012d" + "01" + "0100" // the same probe, 301: 0
                + "02c3a9" + "ffffffffffffffff" + "01" + "808080808080801000"; // é, -1: 2^53 - 1
        assertThat(HexFormat.of().formatHex(ReceiptsCodec.write(receipts))).isEqualTo(bytes);
        assertThat(ReceiptsCodec.read(HexFormat.of().parseHex(bytes)).all()).isEqualTo(receipts.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02", "0105", "01016100", "01016100000000000000010180", "0100000000000000000100"})
    void whatIsCutShortOrOtherwiseIsRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> ReceiptsCodec.read(bytes))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("bad-receipts"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsWrittenIsRead(long seed) {
        Random random = new Random(seed);
        Receipts receipts = new Receipts();
        for (int i = 0; i < 2_000; i++) {
            receipts.add(new ReportId("p" + random.nextInt(9), random.nextLong(), random.nextInt(500)));
        }
        assertThat(ReceiptsCodec.read(ReceiptsCodec.write(receipts)).all()).isEqualTo(receipts.all());
    }

    @Test
    void aRunWithoutHolesTakesAFewBytes() {
        Receipts receipts = new Receipts();
        for (long sequence = 1; sequence <= 100_000; sequence++) {
            receipts.add(new ReportId("db-1", 1_763_000_000_000_000L, sequence));
        }
        assertThat(ReceiptsCodec.write(receipts)).hasSizeLessThan(24);
    }

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReceiptsOrAProblem(byte[] bytes) {
        Receipts receipts;
        try {
            receipts = ReceiptsCodec.read(bytes);
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("bad-receipts");
            return;
        }
        assertThat(ReceiptsCodec.read(ReceiptsCodec.write(receipts)).all()).isEqualTo(receipts.all());
    }
}
