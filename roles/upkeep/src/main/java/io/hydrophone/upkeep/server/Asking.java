package io.hydrophone.upkeep.server;

import io.hydrophone.core.ProblemException;
import io.hydrophone.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who asks for a release: parameters {@code agent} and {@code tags}.
 *
 * @param agent its name; where none is given, the address that asks
 * @param tags in any order
 */
record Asking(String agent, Set<String> tags) {
    static final String AGENT = "agent";
    static final String TAGS = "tags";

    private static final int MAX_TAGS = 50;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]{0,199}");
    private static final Pattern TAG = Pattern.compile("[^\\p{Cntrl},\"]{1,200}");

    /** @throws ProblemException {@code bad-agent}, {@code bad-tags} */
    static Asking of(HttpRequest request) {
        String agent = request.parameter(AGENT);
        return new Asking(agent == null ? request.client() : agent(agent), tags(request.parameter(TAGS)));
    }

    /** Checks a name. */
    static String agent(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new ProblemException(
                    "bad-agent",
                    "this is no name of an agent",
                    "agent",
                    "give up to 200 letters, digits and . _ : @ -");
        }
        return text;
    }

    /** Reads {@code a,b:c}; none from null. */
    static Set<String> tags(String text) {
        List<String> tags = text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(tag -> !tag.isEmpty())
                        .toList();
        if (tags.size() > MAX_TAGS
                || !tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
            throw new ProblemException(
                    "bad-tags", "these are no tags", "tags", "give up to " + MAX_TAGS + " with commas between them");
        }
        return tags.stream().collect(Collectors.toUnmodifiableSet());
    }
}
