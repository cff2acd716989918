package io.hydrophone.config;

import io.hydrophone.config.Value.Entry;
import io.hydrophone.config.Value.Mapping;
import io.hydrophone.config.Value.Refused;
import io.hydrophone.config.Value.Scalar;
import io.hydrophone.config.Value.Sequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML to {@link Value}s. Works on the parser's events, which come one at a time: what is too deep or too much is refused
 * before it is built. Aliases and tags are refused too: configuration needs neither, and hostile files grow from them.
 */
final class YamlReader {
    /** A section in a section in the file is three; nothing here is deeper. */
    static final int MAX_DEPTH = 16;

    static final int MAX_VALUES = 20_000;

    /** The file cannot be read on from here; why is among the problems. */
    private static final class Unreadable extends RuntimeException {}

    private final Problems problems;
    private final Iterator<Event> events;
    private final WrittenText written;
    private int values;

    private YamlReader(String text, Problems problems) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build(); // the file's size is bounded
        this.problems = problems;
        this.events = new Parse(settings).parseString(text).iterator();
        this.written = new WrittenText(text);
    }

    /**
     * The keys of a text, or null when it is no YAML or too large. Everything that is wrong is among the problems.
     *
     * @param listKey the key under which a text that is nothing but a list is read; null where that is refused
     */
    static Mapping read(String text, String listKey, Problems problems) {
        try {
            return new YamlReader(text, problems).document(listKey);
        } catch (Unreadable e) {
            return null;
        } catch (MarkedYamlEngineException e) {
            problems.add(
                    position(e.getProblemMark().or(e::getContextMark)),
                    "bad-yaml",
                    "this is no YAML: " + why(e),
                    "see that the keys of a section begin in the same column, and quote values that hold ': ' or ' #'"
                            + " or begin with a sign");
            return null;
        } catch (YamlEngineException e) {
            problems.add(Position.START, "bad-yaml", "this is no YAML that is read here: " + e.getMessage(), "");
            return null;
        }
    }

    private static String why(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "" : e.getProblem();
        String context = e.getContext() == null ? "" : e.getContext();
        return context.isEmpty() || problem.isEmpty() ? context + problem : problem + " (" + context + ")";
    }

    private Mapping document(String listKey) {
        Mapping root = null;
        boolean begun = false;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (begun) {
                        problems.add(position(event), "bad-yaml", "a second document begins here", "keep one");
                        throw new Unreadable();
                    }
                    begun = true;
                    root = root(value(events.next(), 1), listKey);
                }
                default -> {} // begin and end of the stream, end of the document
            }
        }
        if (root == null) {
            problems.add(Position.START, "empty-file", "there is nothing in this file", begin(listKey));
            throw new Unreadable();
        }
        return root;
    }

    private Mapping root(Value value, String listKey) {
        return switch (value) {
            case Mapping mapping -> mapping;
            case Sequence list
            when listKey != null -> new Mapping(list.at(), Map.of(listKey, new Entry(list.at(), list)));
            case Scalar scalar when scalar.isEmpty() -> null;
            default -> {
                problems.add(
                        value.at(),
                        "wrong-type",
                        "the file is " + value.kind() + " instead of keys and values",
                        begin(listKey));
                throw new Unreadable();
            }
        };
    }

    private static String begin(String listKey) {
        return "begin it with: " + (listKey == null ? "version: 1" : listKey + ":");
    }

    private Value value(Event event, int depth) {
        if (++values > MAX_VALUES || depth > MAX_DEPTH) {
            String message = depth > MAX_DEPTH
                    ? "this is nested more than " + MAX_DEPTH + " deep"
                    : "the file has more than " + MAX_VALUES + " values";
            problems.add(position(event), "too-large", message, "");
            throw new Unreadable();
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(scalar, scalar.getTag());
                yield new Scalar(
                        position(scalar),
                        scalar.getValue(),
                        scalar.isPlain(),
                        written.between(scalar.getStartMark(), scalar.getEndMark()));
            }
            case MappingStartEvent mapping -> {
                refuseTag(mapping, mapping.getTag());
                yield mapping(mapping, depth);
            }
            case CollectionStartEvent sequence -> {
                refuseTag(sequence, sequence.getTag());
                yield sequence(sequence, depth);
            }
            case AliasEvent alias -> {
                problems.add(position(alias), "alias", "aliases are not read here", "write the value itself");
                yield new Refused(position(alias));
            }
            default -> throw new IllegalStateException(event.toString());
        };
    }

    private void refuseTag(Event event, Optional<String> tag) {
        if (tag.isPresent()) {
            problems.add(
                    position(event),
                    "tag",
                    "tags (" + Quoted.of(tag.get()) + ") are not read here",
                    "remove it: a key's values have one type");
        }
    }

    private Sequence sequence(Event start, int depth) {
        List<Value> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(value(event, depth + 1));
        }
        return new Sequence(position(start), items);
    }

    private Mapping mapping(Event start, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Value key = value(event, depth + 1);
            Entry entry = new Entry(key.at(), value(events.next(), depth + 1));
            if (!(key instanceof Scalar name)) {
                problems.add(key.at(), "wrong-type", key.kind() + " stands where a key is expected", "");
                continue;
            }
            Entry first = entries.putIfAbsent(name.text(), entry);
            if (first != null) {
                problems.add(
                        key.at(),
                        "duplicate-key",
                        Quoted.of(name.text()) + " is given twice, first in line "
                                + first.at().line(),
                        "keep one of them");
            }
        }
        return new Mapping(position(start), entries);
    }

    private static Position position(Event event) {
        return position(event.getStartMark());
    }

    private static Position position(Optional<Mark> mark) {
        return mark.map(at -> new Position(at.getLine() + 1, at.getColumn() + 1))
                .orElse(Position.START);
    }
}
