package io.hydrophone.digest.tag;

import java.util.List;

/**
 * Which tags are counted.
 *
 * @param names of tags in comments, and of query attributes; at most {@value #MAX_NAMES}, empty for none
 */
public record TagOptions(List<String> names) {
    public static final int MAX_NAMES = 16;

    /** What frameworks write by themselves and what has few values. A trace's id is no dimension. */
    public static final TagOptions DEFAULT = new TagOptions(
            List.of("application", "app", "service", "framework", "controller", "action", "route", "endpoint", "job"));

    public static final TagOptions NONE = new TagOptions(List.of());

    public TagOptions {
        names = List.copyOf(names);
        if (names.size() > MAX_NAMES) {
            throw new IllegalArgumentException("more than " + MAX_NAMES + " tags");
        }
    }
}
