package io.hydrophone.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a file says, and where. Which type a value has is decided by who asks for it: quotes matter to YAML alone. */
sealed interface Value {
    Position at();

    /** As a user calls it. */
    String kind();

    /**
     * A text, a number, a word.
     *
     * @param plain whether it stands without quotes
     * @param written as the file has it, with quotes or sign of a block
     */
    record Scalar(Position at, String text, boolean plain, String written) implements Value {
        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

        /** Whether nothing stands there, which is not the same as an empty text in quotes. */
        boolean isEmpty() {
            return plain && NULLS.contains(text);
        }

        /** Where one of the text's characters stands in the file. */
        Position place(int offset) {
            return ScalarPlace.of(this, offset);
        }

        @Override
        public String kind() {
            return "a single value";
        }
    }

    record Sequence(Position at, List<Value> items) implements Value {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * Keys with their values.
     *
     * @param entries by key, in the order of the file
     */
    record Mapping(Position at, Map<String, Entry> entries) implements Value {
        static final Mapping EMPTY = new Mapping(Position.START, Map.of());

        @Override
        public String kind() {
            return "a section";
        }
    }

    /** What is not read, and was told already: nobody else has to complain of it. */
    record Refused(Position at) implements Value {
        @Override
        public String kind() {
            return "nothing that is read";
        }
    }

    /**
     * What a key has.
     *
     * @param at where the key begins
     */
    record Entry(Position at, Value value) {}
}
