package io.hydrophone.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What holds for a key that was asked for: what the file has, or else the default. */
public sealed interface InEffect {
    /**
     * A single value.
     *
     * @param isReference whether what it stands for is elsewhere; it may be a secret, so the reference is shown
     */
    record Text(String text, boolean isReference) implements InEffect {
        private static final Pattern PASSWORD = Pattern.compile("^(\\w+://[^:@/]*):.*@");
        private static final Pattern QUERY = Pattern.compile("^(https?://[^?]*\\?).*", Pattern.CASE_INSENSITIVE);

        /** A value without what an address may have of secrets: a password, and anything behind the ? of HTTP. */
        static Text of(Object value) {
            String text = PASSWORD.matcher(value.toString()).replaceFirst("$1:" + Secret.HIDDEN + "@");
            return new Text(QUERY.matcher(text).replaceFirst("$1" + Secret.HIDDEN), false);
        }

        /** A reference as the file has it. */
        static Text reference(String written) {
            return new Text(written, true);
        }
    }

    /** Nothing: the file has none, and there is no default. */
    record None() implements InEffect {}

    /** A list of values. */
    record Texts(List<Text> texts) implements InEffect {
        public Texts {
            texts = List.copyOf(texts);
        }
    }

    /**
     * A section.
     *
     * @param keys in the order in which they were asked for
     */
    record Keys(Map<String, InEffect> keys) implements InEffect {}

    /** A list of sections. */
    record Sections(List<Keys> sections) implements InEffect {
        public Sections {
            sections = List.copyOf(sections);
        }
    }
}
