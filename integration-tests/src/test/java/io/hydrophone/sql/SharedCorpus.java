package io.hydrophone.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The statements that the tests of mysql/sql have too. */
final class SharedCorpus {
    private static final Path DIRECTORY =
            Path.of("..", "mysql", "sql", "src", "test", "resources", "io", "hydrophone", "sql");

    private SharedCorpus() {}

    /** Each line's columns; the last is the statement, in which some characters stand for control characters. */
    static List<String[]> rows(String file, int columns) {
        try {
            return Files.readAllLines(DIRECTORY.resolve(file)).stream()
                    .filter(line -> !line.startsWith("## "))
                    .map(line -> line.split("\t", columns))
                    .peek(row -> row[columns - 1] = decoded(row[columns - 1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decoded(String text) {
        return text.replace('\u2424', '\n')
                .replace('\u2409', '\t')
                .replace('\u2400', '\0')
                .replace('\u2401', '\u0001');
    }
}
