package io.hydrophone.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What tells one series of a metric from another: {@code key:value} each, or a bare {@code key}. Sorted, and each but once,
 * so that the same tags are equal in whatever order they came. Immutable.
 */
public final class Tags {
    public static final Tags NONE = new Tags(new String[0]);

    private final String[] texts;
    private final int hash;

    private Tags(String[] sorted) {
        texts = sorted;
        hash = Arrays.hashCode(sorted);
    }

    /** Tags of texts such as {@code schema:shop}; blank ones are left out. */
    public static Tags of(String... texts) {
        return texts.length == 0 ? NONE : of(Arrays.asList(texts));
    }

    /** The same of a collection. */
    public static Tags of(Collection<String> texts) {
        TreeSet<String> sorted = new TreeSet<>();
        for (String text : texts) {
            String stripped = text.strip();
            if (!stripped.isEmpty()) {
                sorted.add(stripped);
            }
        }
        return sorted.isEmpty() ? NONE : new Tags(sorted.toArray(String[]::new));
    }

    /** One tag; an empty value gives a bare key. */
    public static Tags pair(String key, String value) {
        return of(text(key, value));
    }

    /** These and others. */
    public Tags and(Tags more) {
        if (more.texts.length == 0) {
            return this;
        }
        if (texts.length == 0) {
            return more;
        }
        List<String> all = new ArrayList<>(texts.length + more.texts.length);
        all.addAll(Arrays.asList(texts));
        all.addAll(Arrays.asList(more.texts));
        return of(all);
    }

    /** These and one more. */
    public Tags and(String key, String value) {
        return and(pair(key, value));
    }

    /** {@code key:value}, or {@code key} where the value is empty. */
    public static String text(String key, String value) {
        return value.isEmpty() ? key : key + ":" + value;
    }

    public List<String> texts() {
        return List.of(texts);
    }

    public boolean isEmpty() {
        return texts.length == 0;
    }

    /** The value of the first tag with this key: empty for a bare one, null where there is none. */
    public String value(String key) {
        for (String text : texts) {
            if (text.equals(key)) {
                return "";
            }
            if (text.startsWith(key) && text.charAt(key.length()) == ':') {
                return text.substring(key.length() + 1);
            }
        }
        return null;
    }

    /** Each key and value in turn; the value of a bare key is empty. */
    public void forEach(BiConsumer<String, String> each) {
        for (String text : texts) {
            int colon = text.indexOf(':');
            each.accept(colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : text.substring(colon + 1));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tags tags && hash == tags.hash && Arrays.equals(texts, tags.texts);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** With commas between them. */
    @Override
    public String toString() {
        return String.join(",", texts);
    }
}
