package io.hydrophone.agent.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** The tables of numbers and words that Linux's {@code /proc} shows (man 5 proc). */
final class ProcText {
    private ProcText() {}

    /** A file of {@code /proc}, at most some ten thousand characters. */
    static String read(String file) throws IOException {
        return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    }

    /** The words of a line. */
    static List<String> words(String line) {
        StringTokenizer tokens = new StringTokenizer(line);
        List<String> words = new ArrayList<>(tokens.countTokens());
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    /** A word as a number of 0 or more; −1 where it is absent or none. */
    static long number(List<String> words, int index) {
        if (index >= words.size()) {
            return -1;
        }
        String word = words.get(index);
        long number = 0;
        for (int i = 0; i < word.length(); i++) {
            int digit = word.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
