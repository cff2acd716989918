package io.hydrophone.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.sql.Fingerprinter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hydrophone fingerprint}. */
@Command(
        name = "fingerprint",
        mixinStandardHelpOptions = true,
        description =
                "Reads SQL on standard input, a statement a line, and prints its digest id, a tab and its fingerprint.",
        footer = {
            "",
            "Examples:",
            "  echo \"SELECT * FROM t WHERE id=5\" | hydrophone fingerprint",
            "  mysql -NBe 'SELECT digest_text FROM performance_schema.events_statements_summary_by_digest' \\",
            "    | hydrophone fingerprint | sort | uniq -c"
        })
final class FingerprintCommand extends ConsoleCommand {
    @Option(
            names = {"-0", "--null"},
            description = "Statements end with a zero byte instead of a line end; the results too.")
    private boolean zeros;

    private final Fingerprinter fingerprinter = new Fingerprinter();

    @Override
    public Integer call() throws IOException {
        int end = zeros ? 0 : '\n';
        ByteArrayOutputStream statement = new ByteArrayOutputStream();
        try (InputStream input = new BufferedInputStream(in(), 1 << 16)) {
            int next;
            while ((next = input.read()) >= 0) {
                if (next == end) {
                    print(statement, end);
                } else {
                    statement.write(next);
                }
            }
        }
        if (statement.size() > 0) {
            print(statement, end);
        }
        out().flush();
        return 0;
    }

    private void print(ByteArrayOutputStream statement, int end) throws IOException {
        byte[] sql = statement.toByteArray();
        statement.reset();
        int length = end == '\n' && sql.length > 0 && sql[sql.length - 1] == '\r' ? sql.length - 1 : sql.length;
        fingerprinter.fingerprint(sql, 0, length);
        out().write(Fingerprinter.id(fingerprinter.digest()).getBytes(UTF_8));
        out().write('\t');
        out().write(fingerprinter.buffer(), 0, fingerprinter.length());
        out().write(end);
    }
}
