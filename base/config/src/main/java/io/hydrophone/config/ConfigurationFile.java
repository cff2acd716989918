package io.hydrophone.config;

import io.hydrophone.config.Value.Mapping;
import io.hydrophone.core.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A YAML file that is being read: ask its {@link #root} for all that is known, then {@link #finish}. Whatever is wrong
 * on the way is kept until then and told at once.
 */
public final class ConfigurationFile {
    public static final int MAX_BYTES = 1 << 20;

    private final Problems problems;
    private final Section root;

    private ConfigurationFile(Problems problems, Section root) {
        this.problems = problems;
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @param environment the value of a variable, or null; as {@link System#getenv(String)}
     * @throws ConfigurationProblems when it cannot be read or is no YAML
     */
    public static ConfigurationFile read(Path file, UnaryOperator<String> environment) {
        return read(file, environment, null);
    }

    /**
     * The same of a file that may also be nothing but a list.
     *
     * @param listKey the key of the root under which such a list is read
     */
    public static ConfigurationFile read(Path file, UnaryOperator<String> environment, String listKey) {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file");
        } catch (IOException e) {
            throw unreadable(
                    file, Files.isDirectory(file) ? "is a directory" : "cannot be read (" + e.getMessage() + ")");
        }
        if (content.length > MAX_BYTES) {
            throw unreadable(file, "is larger than " + (MAX_BYTES >> 20) + " MiB");
        }
        return of(content, file, environment, listKey);
    }

    /** Of content that the program itself has, which refers to nothing. */
    public static ConfigurationFile of(String content, Path file) {
        return of(content, file, null);
    }

    /** The same of content that may also be nothing but a list, see {@link #read(Path, UnaryOperator, String)}. */
    public static ConfigurationFile of(String content, Path file, String listKey) {
        return of(content.getBytes(StandardCharsets.UTF_8), file, name -> null, listKey);
    }

    /** The same of content that is in memory. */
    static ConfigurationFile of(byte[] content, Path file, UnaryOperator<String> environment) {
        return of(content, file, environment, null);
    }

    private static ConfigurationFile of(byte[] content, Path file, UnaryOperator<String> environment, String listKey) {
        Path directory = file.toAbsolutePath().getParent();
        Problems problems = new Problems(file.toString());
        String text = text(content, problems);
        Mapping keys = text == null ? null : YamlReader.read(text, listKey, problems);
        if (keys == null) {
            throw new ConfigurationProblems(problems.all());
        }
        Section root = new Section("", keys.at(), keys, problems, new References(environment, directory));
        return new ConfigurationFile(problems, root);
    }

    /** Strict UTF-8 without signs that YAML does not allow; null when it is something else. */
    private static String text(byte[] content, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(content.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(content), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            problems.add(end(text), "bad-text", "this is no UTF-8", "save the file as UTF-8");
            return null;
        }
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!StreamReader.isPrintable(text.codePointAt(i))) {
                problems.add(end(text.substring(0, i)), "bad-text", "a control character stands here", "remove it");
                return null;
            }
        }
        return text;
    }

    /** The place behind a text. */
    private static Position end(String text) {
        int lineStart = text.lastIndexOf('\n') + 1;
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        return new Position(line, 1 + text.codePointCount(lineStart, text.length()));
    }

    private static ConfigurationProblems unreadable(Path file, String why) {
        return new ConfigurationProblems(List.of(new Problem("no-configuration", why, file.toString(), "")));
    }

    public Section root() {
        return root;
    }

    /**
     * Ends the reading: what nobody asked for is not known.
     *
     * @throws ConfigurationProblems when anything is wrong with the file
     */
    public void finish() {
        root.refuseUnknown();
        if (!problems.isEmpty()) {
            throw new ConfigurationProblems(problems.all());
        }
    }
}
