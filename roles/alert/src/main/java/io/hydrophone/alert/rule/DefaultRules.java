package io.hydrophone.alert.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The rules that come with Hydrophone, over what its agent measures. */
public final class DefaultRules {
    private static final String FILE = "default-rules.yaml";

    private DefaultRules() {}

    /** As their file has them, with comments. */
    public static String text() {
        try (InputStream in = DefaultRules.class.getResourceAsStream("/io/hydrophone/alert/" + FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RuleSet read() {
        return RuleFiles.of(text(), Path.of(FILE));
    }
}
