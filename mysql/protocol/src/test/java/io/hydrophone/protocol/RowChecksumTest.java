package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order of rows is no matter to a checksum, and everything else is. */
class RowChecksumTest {
    private final RowChecksum checksum = new RowChecksum();

    private long of(List<String> rows) {
        checksum.begin();
        for (String row : rows) {
            byte[] bytes = row.getBytes(UTF_8);
            checksum.update(bytes, 0, bytes.length);
            checksum.endRow();
        }
        assertThat(checksum.rows()).isEqualTo(rows.size());
        return checksum.value();
    }

    @Test
    void theOrderOfRowsIsNoMatter() {
        List<String> rows = new ArrayList<>(List.of("1one", "2two", "", "3three", "1one"));
        long sum = of(rows);
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(rows, random);
            assertThat(of(rows)).isEqualTo(sum);
        }
    }

    @Test
    void whatIsInRowsAndHowOftenTheyComeMatters() {
        Set<Long> sums = new HashSet<>();
        List<List<String>> different = List.of(
                List.of(),
                List.of(""),
                List.of("", ""),
                List.of("a"),
                List.of("a", "a"),
                List.of("aa"),
                List.of("a\0"),
                List.of("ab", "cd"),
                List.of("ac", "bd"), // columns of two rows exchanged: their CRCs have the same exclusive or
                List.of("ad", "cb"));
        different.forEach(rows -> sums.add(of(rows)));
        assertThat(sums).hasSize(different.size());
    }

    @Test
    void rowsComeInPiecesOfAnySize() {
        byte[] row = "a row of several packets, and of several segments".getBytes(UTF_8);
        long whole = of(List.of(new String(row, UTF_8)));
        for (int cut = 0; cut <= row.length; cut++) {
            checksum.begin();
            checksum.update(row, 0, cut);
            checksum.update(row, cut, row.length - cut);
            checksum.endRow();
            assertThat(checksum.value()).isEqualTo(whole);
        }
    }

    /** Recordings keep these numbers: they stay. */
    @Test
    void theNumbersAreFrozen() {
        assertThat(of(List.of())).isZero();
        assertThat(Long.toHexString(of(List.of("123456789")))).isEqualTo("6b977a09fd0230e7");
        assertThat(Long.toHexString(of(List.of("a", "b")))).isEqualTo("5ec00b153a2144bf");
    }
}
