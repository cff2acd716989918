package io.hydrophone.app.config;

import io.hydrophone.config.InEffect;
import io.hydrophone.config.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A configuration as text that is read as the same configuration, except that no secret is in it. */
final class YamlText {
    /** What YAML reads as it stands, also in a list. */
    private static final Pattern PLAIN = Pattern.compile("[\\w/.](?:[\\w/.@%+-]|:(?=[\\w/]))*");

    private static final Set<String> READ_AS_NOTHING = Set.of("null", "Null", "NULL");

    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> notes = new HashMap<>();
    private String section = "";

    void line(String line) {
        text.append(line).append('\n');
    }

    /** A comment behind a value that is still to come. */
    void note(String inSection, String key, String comment) {
        notes.put(inSection + '.' + key, comment);
    }

    void section(String name) {
        section = name;
        text.append('\n').append(name).append(":\n");
    }

    /** A key of the section; one that has no value, and no default, is shown as a comment. */
    void entry(String key, Object value) {
        String note = notes.get(section + '.' + key);
        String behind = note == null ? "" : "  # " + note;
        line(value == null ? "  # " + key + ": none" : "  " + key + ": " + quoted(value) + behind);
    }

    void list(String key, List<?> values) {
        line("  " + key + ": " + values.stream().map(YamlText::quoted).collect(Collectors.joining(", ", "[", "]")));
    }

    void secret(String key, Secret secret) {
        line(secret == null ? "  # " + key + ": none" : "  " + key + ": " + Secret.HIDDEN);
    }

    /** A key of the section with all that is in it. */
    void tree(String key, InEffect value) {
        tree("  ", key, value);
    }

    private void tree(String indent, String key, InEffect value) {
        String name = indent + quoted(key) + ": ";
        switch (value) {
            case InEffect.None() -> line(indent + "# " + key + ": none");
            case InEffect.Text text -> line(name + quoted(text));
            case InEffect.Texts(List<InEffect.Text> texts) ->
                line(name + texts.stream().map(YamlText::quoted).collect(Collectors.joining(", ", "[", "]")));
            case InEffect.Keys(Map<String, InEffect> keys) -> {
                line(keys.isEmpty() ? name + "{}" : name.stripTrailing());
                keys.forEach((inner, held) -> tree(indent + "  ", inner, held));
            }
            case InEffect.Sections(List<InEffect.Keys> sections) -> {
                line(sections.isEmpty() ? name + "[]" : name.stripTrailing());
                for (InEffect.Keys section : sections) {
                    int begin = text.length();
                    section.keys().forEach((inner, held) -> tree(indent + "  ", inner, held));
                    text.setCharAt(begin + indent.length(), '-');
                }
            }
        }
    }

    private static String quoted(InEffect.Text value) {
        if (value.text().equals(Secret.HIDDEN)) {
            return Secret.HIDDEN;
        }
        return value.isReference() ? escaped(value.text()) : quoted(value.text());
    }

    private static String quoted(Object value) {
        String plain = value.toString().replace("${", "$${");
        if (PLAIN.matcher(plain).matches() && !READ_AS_NOTHING.contains(plain)) {
            return plain;
        }
        return escaped(plain);
    }

    private static String escaped(String plain) {
        StringBuilder quoted = new StringBuilder("\"");
        plain.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || c == 0x7f || (c >= 0x80 && c < 0xa0)) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
