package io.hydrophone.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A file's text by the marks of its parser, which count code points and only ever go forward. */
final class WrittenText {
    private final String text;
    private int index;
    private int codePoints;

    WrittenText(String text) {
        this.text = text;
    }

    /** What stands between two marks; empty where the parser gives none. */
    String between(Optional<Mark> from, Optional<Mark> to) {
        if (from.isEmpty() || to.isEmpty()) {
            return "";
        }
        int begin = forward(from.get().getIndex());
        return text.substring(begin, Math.max(begin, forward(to.get().getIndex())));
    }

    private int forward(int wanted) {
        if (wanted > codePoints) {
            int most = text.codePointCount(index, text.length());
            int step = Math.min(wanted - codePoints, most);
            index = text.offsetByCodePoints(index, step);
            codePoints += step;
        }
        return index;
    }
}
