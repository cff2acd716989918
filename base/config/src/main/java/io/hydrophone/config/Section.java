package io.hydrophone.config;

import io.hydrophone.config.Value.Entry;
import io.hydrophone.config.Value.Mapping;
import io.hydrophone.config.Value.Refused;
import io.hydrophone.config.Value.Scalar;
import io.hydrophone.config.Value.Sequence;
import io.hydrophone.core.DurationText;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.SizeText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys of one section, asked for by name and type. A key that is absent has the default that the question brings; so
 * has one whose value is not accepted, which is kept as a problem with its place. What was asked for is what is known:
 * any other key is refused when the file is finished.
 */
public final class Section {
    /** A value with its references replaced. */
    private record Given(Position at, String written, String text) {
        boolean isReference() {
            return !written.equals(text);
        }

        InEffect.Text inEffect() {
            return isReference() ? InEffect.Text.reference(written) : InEffect.Text.of(text);
        }
    }

    private final String name;
    private final Position at;
    private final Mapping mapping;
    private final Problems problems;
    private final References references;
    private final Set<String> asked = new LinkedHashSet<>();
    /** By the keys that were asked for and are no sections. */
    private final Map<String, InEffect> inEffect = new HashMap<>();

    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Map<String, List<Section>> lists = new LinkedHashMap<>();
    private boolean emptyIsAbsent;

    Section(String name, Position at, Mapping mapping, Problems problems, References references) {
        this.name = name;
        this.at = at;
        this.mapping = mapping;
        this.problems = problems;
        this.references = references;
    }

    /** From here on a key without a value is as if it were not there; otherwise it is refused. */
    public void takeEmptyForAbsent() {
        emptyIsAbsent = true;
    }

    /** Makes keys known that are asked for in some cases only. */
    public void know(String... keys) {
        asked.addAll(Arrays.asList(keys));
    }

    /** Whether the file has this key. It does not become known by that. */
    public boolean has(String key) {
        Entry entry = mapping.entries().get(key);
        return entry != null && !(emptyIsAbsent && isEmpty(entry.value()));
    }

    /** Whether the file has this key in this section. Neither becomes known by that. */
    public boolean has(String section, String key) {
        Entry entry = mapping.entries().get(section);
        return entry != null
                && entry.value() instanceof Mapping keys
                && keys.entries().containsKey(key);
    }

    /** Whether a key holds keys of its own. It does not become known by that. */
    public boolean isSection(String key) {
        Entry entry = mapping.entries().get(key);
        return entry != null && entry.value() instanceof Mapping;
    }

    /** A section in this one; it has no keys when the file does not have it. */
    public Section section(String key) {
        asked.add(key);
        return sections.computeIfAbsent(key, ignored -> {
            Entry entry = mapping.entries().get(key);
            Mapping keys = Mapping.EMPTY;
            if (entry != null && entry.value() instanceof Mapping given) {
                keys = given;
            } else if (entry != null && !isEmpty(entry.value())) {
                problems.add(
                        entry.value().at(),
                        "wrong-type",
                        name(key) + " is a section, and this is "
                                + entry.value().kind(),
                        "write its keys below it, each on a line that is indented");
            }
            Section section = new Section(name(key), entry == null ? at : entry.at(), keys, problems, references);
            section.emptyIsAbsent = emptyIsAbsent;
            return section;
        });
    }

    /** A list of sections, in the order of the file; none when the file does not have it. */
    public List<Section> sections(String key) {
        asked.add(key);
        return lists.computeIfAbsent(key, ignored -> {
            Entry entry = mapping.entries().get(key);
            if (entry == null || isEmpty(entry.value())) {
                return List.of();
            }
            if (!(entry.value() instanceof Sequence items)) {
                problems.add(
                        entry.value().at(),
                        "wrong-type",
                        name(key) + " is a list of sections, and this is "
                                + entry.value().kind(),
                        "begin each with a line of its own: - KEY: VALUE");
                return List.of();
            }
            List<Section> sections = new ArrayList<>();
            for (Value item : items.items()) {
                String itemName = name(key) + "[" + sections.size() + "]";
                if (item instanceof Mapping keys) {
                    Section section = new Section(itemName, item.at(), keys, problems, references);
                    section.emptyIsAbsent = emptyIsAbsent;
                    sections.add(section);
                } else if (!(item instanceof Refused)) {
                    problems.add(item.at(), "wrong-type", itemName + " is a section, and this is " + item.kind(), "");
                }
            }
            return List.copyOf(sections);
        });
    }

    /** The keys that the file has here, in its order. They do not become known by that. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(mapping.entries().keySet());
    }

    /** Where the section stands in its file: {@code line:column}. */
    public String place() {
        return at.toString();
    }

    public String text(String key, String otherwise) {
        return parsed(key, text -> text, otherwise);
    }

    /**
     * A value of any form.
     *
     * @param form reads it, or throws a {@link ProblemException} that says what is wrong and what to write
     */
    public <T> T parsed(String key, Function<String, T> form, T otherwise) {
        Given given = given(key);
        if (given == null) {
            inEffect.put(key, otherwise == null ? new InEffect.None() : InEffect.Text.of(otherwise));
            return otherwise;
        }
        T value = read(key, given, form, otherwise);
        inEffect.put(key, value instanceof Secret ? InEffect.Text.of(value) : given.inEffect());
        return value;
    }

    /** A list, or one text with commas; what is wrong in it is left out. */
    public <T> List<T> list(String key, Function<String, T> form, List<T> otherwise) {
        asked.add(key);
        Entry entry = mapping.entries().get(key);
        inEffect.put(
                key,
                new InEffect.Texts(otherwise.stream().map(InEffect.Text::of).toList()));
        if (entry == null) {
            return otherwise;
        }
        List<Given> items = new ArrayList<>();
        if (entry.value() instanceof Sequence sequence) {
            sequence.items().stream().map(item -> given(key, item)).forEach(items::add);
        } else {
            Given given = given(key, entry.value());
            if (given == null) {
                return otherwise;
            }
            boolean isReference = given.isReference();
            Arrays.stream(given.text().split(",", -1))
                    .map(part -> new Given(given.at(), isReference ? given.written() : part.strip(), part.strip()))
                    .filter(part -> !part.text().isEmpty())
                    .forEach(items::add);
        }
        inEffect.put(
                key,
                new InEffect.Texts(items.stream()
                        .filter(Objects::nonNull)
                        .map(Given::inEffect)
                        .toList()));
        List<T> list = new ArrayList<>();
        for (Given item : items) {
            T value = item == null ? null : read(key, item, form, null);
            if (value != null) {
                list.add(value);
            }
        }
        return List.copyOf(list);
    }

    /** A list of texts, or a single one, in which a comma stands for itself; empty when the key is absent. */
    public List<String> texts(String key) {
        Entry entry = mapping.entries().get(key);
        if (entry != null && entry.value() instanceof Sequence) {
            return list(key, text -> text, List.of());
        }
        String text = text(key, null);
        return text == null ? List.of() : List.of(text);
    }

    public int integer(String key, int otherwise, int least, int most) {
        Function<String, Long> form = text -> {
            if (!text.matches("-?[0-9]{1,10}")) {
                throw refused(
                        "wrong-type",
                        Quoted.of(text) + " is no whole number",
                        "give one from " + least + " to " + most);
            }
            return Long.valueOf(text);
        };
        return Math.toIntExact(ranged(key, form, String::valueOf, (long) otherwise, (long) least, (long) most));
    }

    public boolean flag(String key, boolean otherwise) {
        return parsed(
                key,
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on" -> true;
                    case "false", "no", "off" -> false;
                    default ->
                        throw refused("wrong-type", Quoted.of(text) + " is neither true nor false", "give one of them");
                },
                otherwise);
    }

    /** A time such as {@code 500ms}, in a range that includes both its ends. */
    public Duration duration(String key, Duration otherwise, Duration least, Duration most) {
        return ranged(key, DurationText::parse, DurationText::of, otherwise, least, most);
    }

    /** The same, where a number without a unit is in seconds. */
    public Duration seconds(String key, Duration otherwise, Duration least, Duration most) {
        return ranged(
                key,
                text -> DurationText.parse(text.matches("[0-9]{1,9}") ? text + "s" : text),
                DurationText::of,
                otherwise,
                least,
                most);
    }

    /**
     * A list of texts, in which a key with a single value counts as {@code key:value}: {@code [env:prod, dc: east]}. Also
     * a section of such keys, or one text with commas.
     */
    public List<String> pairs(String key) {
        Entry entry = mapping.entries().get(key);
        if (entry == null || entry.value() instanceof Scalar) {
            return list(key, text -> text, List.of());
        }
        asked.add(key);
        List<String> pairs = new ArrayList<>();
        List<Value> items = entry.value() instanceof Sequence list ? list.items() : List.of(entry.value());
        for (Value item : items) {
            if (item instanceof Mapping keys) {
                keys.entries().forEach((name, value) -> {
                    Given given = given(key, value.value());
                    if (given != null) {
                        pairs.add(name + ":" + given.text());
                    }
                });
            } else {
                Given given = given(key, item);
                if (given != null) {
                    pairs.add(given.text());
                }
            }
        }
        inEffect.put(
                key, new InEffect.Texts(pairs.stream().map(InEffect.Text::of).toList()));
        return List.copyOf(pairs);
    }

    /** A size such as {@code 64MiB} in bytes, in a range that includes both its ends. */
    public long size(String key, long otherwise, long least, long most) {
        return ranged(key, SizeText::parse, SizeText::of, otherwise, least, most);
    }

    private <T extends Comparable<T>> T ranged(
            String key, Function<String, T> form, Function<T, String> shown, T otherwise, T least, T most) {
        T value = parsed(
                key,
                text -> {
                    T given = form.apply(text);
                    if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
                        throw refused(
                                "out-of-range",
                                text + " is out of range",
                                "give " + shown.apply(least) + " to " + shown.apply(most));
                    }
                    return given;
                },
                otherwise);
        showDefault(key, otherwise, shown);
        return value;
    }

    /**
     * One of some words.
     *
     * @param label the word of a choice
     */
    public <E> E choice(String key, E[] choices, Function<E, String> label, E otherwise) {
        E value = parsed(
                key,
                text -> {
                    for (E choice : choices) {
                        if (label.apply(choice).equalsIgnoreCase(text)) {
                            return choice;
                        }
                    }
                    String words = Arrays.stream(choices).map(label).collect(Collectors.joining(", "));
                    throw refused("wrong-type", Quoted.of(text) + " is no choice here", "give one of " + words);
                },
                otherwise);
        showDefault(key, otherwise, label);
        return value;
    }

    /** As the file would have it, where it has none. */
    private <T> void showDefault(String key, T otherwise, Function<T, String> form) {
        if (otherwise != null && !mapping.entries().containsKey(key)) {
            inEffect.put(key, InEffect.Text.of(form.apply(otherwise)));
        }
    }

    /** Null when the key is absent; an empty one is refused. */
    public Secret secret(String key) {
        return parsed(
                key,
                text -> {
                    if (text.isEmpty()) {
                        throw refused("empty-value", "the secret is empty", "give one, or remove the line");
                    }
                    return Secret.of(text);
                },
                null);
    }

    /**
     * A path, which begins where the file is.
     *
     * @param otherwise when the key is absent, likewise; null for none
     */
    public Path file(String key, String otherwise) {
        return parsed(
                key,
                text -> {
                    if (text.isEmpty() || text.indexOf('\0') >= 0) {
                        throw refused("wrong-type", Quoted.of(text) + " is no path", "give a file's name");
                    }
                    return path(text);
                },
                otherwise == null ? null : path(otherwise));
    }

    /** A path that begins where the file is. */
    public Path path(String text) {
        return references.directory().resolve(text).normalize();
    }

    /** Refuses what a key holds; or the section, when the key is absent. */
    public void refuse(String key, String code, String message, String action) {
        Entry entry = mapping.entries().get(key);
        problems.add(entry == null ? at : entry.value().at(), code, name(key) + ": " + message, action);
    }

    /**
     * Refuses a part of the text that a key holds, in its place in the file; where the text stands for a reference, all of it.
     *
     * @param offset of the part in the text, in characters
     */
    public void refusePart(String key, int offset, String code, String message, String action) {
        Entry entry = mapping.entries().get(key);
        if (entry != null
                && entry.value() instanceof Scalar scalar
                && !scalar.text().contains("${")) {
            problems.add(scalar.place(offset), code, name(key) + ": " + message, action);
        } else {
            refuse(key, code, message, action);
        }
    }

    /** Says that a key has to be there. */
    public void miss(String key, String action) {
        problems.add(at, "missing-key", name(key) + " is missing", action);
    }

    /** What holds for each key that was asked for so far, in that order. Secrets are hidden. */
    public InEffect.Keys inEffect() {
        Map<String, InEffect> keys = new LinkedHashMap<>();
        for (String key : asked) {
            if (sections.containsKey(key)) {
                keys.put(key, sections.get(key).inEffect());
            } else if (lists.containsKey(key)) {
                keys.put(
                        key,
                        new InEffect.Sections(
                                lists.get(key).stream().map(Section::inEffect).toList()));
            } else {
                keys.put(key, inEffect.getOrDefault(key, new InEffect.None()));
            }
        }
        return new InEffect.Keys(Collections.unmodifiableMap(keys));
    }

    void refuseUnknown() {
        mapping.entries().forEach((key, entry) -> {
            if (!asked.contains(key)) {
                String nearest = problems.areMany() ? null : NearestName.of(key, asked);
                problems.add(
                        entry.at(),
                        "unknown-key",
                        Quoted.of(key) + " is not known " + (name.isEmpty() ? "here" : "in " + name),
                        nearest != null ? "did you mean " + nearest + "?" : "known are: " + String.join(", ", asked));
            }
        });
        sections.values().forEach(Section::refuseUnknown);
        lists.values().forEach(list -> list.forEach(Section::refuseUnknown));
    }

    private Given given(String key) {
        asked.add(key);
        Entry entry = mapping.entries().get(key);
        return entry == null ? null : given(key, entry.value());
    }

    private Given given(String key, Value value) {
        if (value instanceof Refused) {
            return null;
        }
        if (!(value instanceof Scalar scalar)) {
            problems.add(value.at(), "wrong-type", name(key) + " is a single value, and this is " + value.kind(), "");
            return null;
        }
        if (scalar.isEmpty()) {
            if (!emptyIsAbsent) {
                problems.add(
                        scalar.at(), "empty-value", name(key) + " has no value", "give it one, or remove the line");
            }
            return null;
        }
        try {
            return new Given(scalar.at(), scalar.text(), references.resolve(scalar.text()));
        } catch (ProblemException e) {
            add(scalar.at(), key, e.problem().message(), e);
            return null;
        }
    }

    private <T> T read(String key, Given given, Function<String, T> form, T otherwise) {
        try {
            return form.apply(given.text());
        } catch (ProblemException e) {
            String message = given.isReference()
                    ? "what " + Quoted.of(given.written()) + " stands for is not accepted"
                    : e.problem().message();
            add(given.at(), key, message, e);
            return otherwise;
        }
    }

    private void add(Position place, String key, String message, ProblemException e) {
        problems.add(
                place,
                e.problem().code(),
                name(key) + ": " + message,
                e.problem().action());
    }

    private static ProblemException refused(String code, String message, String action) {
        return new ProblemException(code, message, "", action);
    }

    private String name(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    private static boolean isEmpty(Value value) {
        return value instanceof Refused || (value instanceof Scalar scalar && scalar.isEmpty());
    }
}
