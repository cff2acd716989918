package io.hydrophone.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.digest.tag.TagOptions;
import io.hydrophone.sql.CommentTags;
import io.hydrophone.wire.Query;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a query says about itself beside its statement. Where literals are masked, the values of tags that are known to
 * name a place in an application are shown; those of any other are not.
 */
final class TagsJson {
    private static final Set<String> SHOWN = new HashSet<>(TagOptions.DEFAULT.names());

    static {
        SHOWN.addAll(List.of("traceparent", "trace_id", "db_driver"));
    }

    private final CommentTags comments = new CommentTags();
    private final boolean masked;

    TagsJson(boolean masked) {
        this.masked = masked;
    }

    /** Those of the comment before or behind the text, by name; empty when there are none. */
    Map<String, Object> tags(Query query) {
        if (!CommentTags.mayBeIn(query.sqlBuffer(), query.sqlOffset(), query.sqlLength())) {
            return Map.of();
        }
        Map<String, Object> tags = new LinkedHashMap<>();
        comments.reset(query.sqlBuffer(), query.sqlOffset(), query.sqlLength());
        while (comments.next()) {
            String name = new String(comments.name(), 0, comments.nameLength(), UTF_8);
            tags.put(name, shown(name, new String(comments.value(), 0, comments.valueLength(), UTF_8)));
        }
        return tags;
    }

    /** The query attributes, by name; empty when there are none. */
    Map<String, Object> attributes(Query query) {
        if (!query.hasAttributes()) {
            return Map.of();
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        query.attributes(one -> attributes.put(one.name(), shown(one.name(), one.value())));
        return attributes;
    }

    private Object shown(String name, Object value) {
        return masked && value != null && !SHOWN.contains(name) ? "?" : value;
    }
}
