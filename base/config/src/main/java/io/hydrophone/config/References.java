package io.hydrophone.config;

import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What is kept elsewhere than in the file: {@code ${env:NAME}} stands for a variable's value, {@code ${file:PATH}} for the
 * first line of a file. A doubled dollar sign before a brace is a single one, and no reference. What is put in is not looked
 * at again, and is in no message.
 *
 * @param environment a variable's value, or null
 * @param directory where relative paths begin
 */
record References(UnaryOperator<String> environment, Path directory) {
    private static final int MAX_FILE_BYTES = 64 << 10;
    private static final String FORMS = "write ${env:NAME} or ${file:PATH}, and $${ for ${ itself";

    /**
     * The text with all references replaced.
     *
     * @throws ProblemException when one stands for nothing
     */
    String resolve(String text) {
        int from = text.indexOf("${");
        if (from < 0) {
            return text;
        }
        StringBuilder resolved = new StringBuilder();
        int done = 0;
        for (; from >= 0; from = text.indexOf("${", done)) {
            if (from > done && text.charAt(from - 1) == '$') {
                resolved.append(text, done, from - 1).append("${");
                done = from + 2;
                continue;
            }
            int end = text.indexOf('}', from);
            if (end < 0) {
                throw new ProblemException("bad-reference", "a ${ has no end", "", FORMS);
            }
            resolved.append(text, done, from).append(value(text.substring(from + 2, end)));
            done = end + 1;
        }
        return resolved.append(text, done, text.length()).toString();
    }

    private String value(String reference) {
        if (reference.startsWith("env:")) {
            return variable(reference.substring("env:".length()));
        }
        if (reference.startsWith("file:")) {
            return firstLine(reference.substring("file:".length()));
        }
        throw new ProblemException("bad-reference", Quoted.of("${" + reference + "}") + " is no reference", "", FORMS);
    }

    private String variable(String name) {
        String value = name.isEmpty() ? null : environment.apply(name);
        if (value == null) {
            throw new ProblemException(
                    "no-variable", "the variable " + Quoted.of(name) + " is not set", "", "set it where this runs");
        }
        return value;
    }

    private String firstLine(String path) {
        try {
            Path file = directory.resolve(path);
            if (!Files.exists(file)) {
                throw unreadable(path, "does not exist");
            }
            if (!Files.isRegularFile(file)) {
                throw unreadable(path, "is no regular file"); // a pipe may never end, or never begin
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            }
            if (bytes.length > MAX_FILE_BYTES) {
                throw unreadable(path, "has more than " + (MAX_FILE_BYTES >> 10) + " KiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (CharacterCodingException e) {
            throw unreadable(path, "is no UTF-8 text");
        } catch (IOException | InvalidPathException e) {
            throw unreadable(path, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static ProblemException unreadable(String path, String why) {
        return new ProblemException(
                "no-reference-file",
                "the file " + Quoted.of(path) + " " + why,
                "",
                "make a file that only its reader can read, with the value in its first line");
    }
}
