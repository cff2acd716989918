package io.hydrophone.digest.summary;

import java.util.List;

/**
 * What the queries of a statement carried under the name of one tag.
 *
 * @param tag its name, such as {@code route}
 * @param shares most frequent value first
 * @param others queries with any other value
 * @param otherNanos their durations together
 */
public record TagRanking(String tag, List<TagShare> shares, long others, long otherNanos) {
    public TagRanking {
        shares = List.copyOf(shares);
    }
}
