package io.hydrophone.agent.text;

import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions in a configuration. */
public final class Patterns {
    private Patterns() {}

    /** The pattern of a key, or null. */
    public static Pattern read(Section section, String key) {
        return section.parsed(key, Patterns::parse, null);
    }

    /**
     * Reads one.
     *
     * @throws ProblemException where it is none
     */
    public static Pattern parse(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new ProblemException(
                    "bad-pattern",
                    "this is no regular expression: " + e.getDescription() + " at character " + (e.getIndex() + 1),
                    "",
                    "quote it in '…', and write \\ before signs that stand for themselves");
        }
    }

    /** Whether it occurs; false for null. */
    public static boolean find(Pattern pattern, String text) {
        return pattern != null && pattern.matcher(text).find();
    }
}
