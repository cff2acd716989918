package io.hydrophone.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The committed statements and what others make of them, a line each. {@code U+2424} stands for a line feed and
 * {@code U+2409} for a tab; lines that begin with {@code ##} are headings.
 */
final class Corpus {
    /** What a server of one version answered for one statement; empty when it could not parse it. */
    record Digest(String sql, String version, String text) {}

    private Corpus() {}

    static List<String> statements() {
        return lines("statements.txt").stream()
                .filter(line -> !line.startsWith("## "))
                .map(Corpus::decode)
                .toList();
    }

    static List<Digest> digests() {
        List<Digest> digests = new ArrayList<>();
        String sql = "";
        for (String line : lines("digest-text.txt")) {
            if (!line.startsWith("\t")) {
                sql = decode(line);
                continue;
            }
            int tab = line.indexOf('\t', 1);
            digests.add(new Digest(sql, line.substring(1, tab), decode(line.substring(tab + 1))));
        }
        return digests;
    }

    static List<String> lines(String resource) {
        try (var in = Corpus.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String decode(String line) {
        return line.replace('\u2424', '\n').replace('\u2409', '\t');
    }

    static String encode(String sql) {
        return sql.replace('\n', '\u2424').replace('\t', '\u2409');
    }

    static String fingerprint(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        Fingerprinter fingerprinter = new Fingerprinter();
        fingerprinter.fingerprint(bytes, 0, bytes.length);
        return fingerprinter.text();
    }

    static String id(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        Fingerprinter fingerprinter = new Fingerprinter();
        fingerprinter.fingerprint(bytes, 0, bytes.length);
        return Fingerprinter.id(fingerprinter.digest());
    }
}
