package io.hydrophone.sql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A text in which pieces are replaced from front to back. */
final class RewrittenText {
    private final byte[] original;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private int copied;

    RewrittenText(byte[] original) {
        this.original = original;
    }

    void replace(int start, int end, byte[] with) {
        text.write(original, copied, start - copied);
        text.writeBytes(with);
        copied = end;
    }

    /**
     * Puts a database's name where another stood. It is quoted, for it may be spelled like a keyword, unless the other was
     * not and a dot follows: what stands before a dot is a name in any case.
     */
    void replaceName(int start, int end, String name) {
        boolean bare = ByteClass.isWord(original[start])
                && end + 1 < original.length
                && original[end] == '.'
                && ByteClass.isWord(original[end + 1])
                && name.matches("[A-Za-z_][A-Za-z0-9_]*");
        String written = bare ? name : '`' + name.replace("`", "``") + '`';
        replace(start, end, written.getBytes(StandardCharsets.UTF_8));
    }

    /** The original itself when nothing was replaced. */
    byte[] bytes() {
        if (copied == 0 && text.size() == 0) {
            return original;
        }
        text.write(original, copied, original.length - copied);
        copied = original.length;
        return text.toByteArray();
    }
}
