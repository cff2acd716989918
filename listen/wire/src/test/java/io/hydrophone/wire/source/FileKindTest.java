package io.hydrophone.wire.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "EMPTY        | ''",
                "ZSTD         | '(\u00b5/\u00fd$'",
                "XZ           | '\u00fd7zXZ\u0000\u0000'",
                "BZIP2        | BZh91AY&SY",
                "ZIP          | 'PK\u0003\u0004'",
                "BINLOG       | '\u00febin\u0000'",
                "SLOW_LOG     | '# Time: 2026-11-21T07:24:01.123456Z\n# User@Host: a[a] @  [10.0.0.1]'",
                "SLOW_LOG     | '# User@Host: a[a] @ localhost []'",
                "SLOW_LOG     | '/usr/sbin/mysqld, Version: 8.0.36 (MySQL). started with:\nTcp port: 3306'",
                "GENERAL_LOG  | '2026-11-21T07:24:01.123456Z\t    8 Query\tselect 1'",
                "GENERAL_LOG  | '261121  7:24:01\t     3 Connect\troot@localhost on'",
                "TCPDUMP_TEXT | '07:50:41.741209 IP 127.0.0.1.48570 > 127.0.0.1.23306: Flags [S], seq 1'",
                "TCPDUMP_TEXT | '2026-11-21 07:50:41.741209 lo    In  IP6 ::1.48570 > ::1.23306: Flags [S]'",
                "HTML         | '<!DOCTYPE html><html>'",
                "JSON         | '{\"a\": 1}'",
                "TEXT         | 'select 1;\n'",
                "BINARY       | '\u0000\u0001\u0002\u0003\u0004'",
            })
    void firstBytesTellTheKind(FileKind kind, String head) {
        assertThat(FileKind.of(head.getBytes(ISO_8859_1))).isEqualTo(kind);
    }

    @Test
    void aCompressedCaptureIsRefusedWithTheCommandToReadIt() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(Captures.resource("lo.pcap"));
        }

        ProblemException e =
                catchThrowableOfType(ProblemException.class, () -> Captures.read(compressed.toByteArray()));

        assertThat(e.problem().text()).isEqualToNormalizingNewlines("""
                test.pcap: is compressed by gzip
                  decompress it first: zcat FILE | hydrophone ... -""");
    }
}
