package io.hydrophone.app;

import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.tag.TagOptions;
import java.util.List;
import picocli.CommandLine.Option;

/** Which tags of queries a digest counts. */
final class TagSelection {
    @Option(
            names = "--tag",
            paramLabel = "NAME",
            split = ",",
            description = "Count statements by these tags of their comments (sqlcommenter, Marginalia) and query"
                    + " attributes; none: by no tag. Without it: application, app, service, framework, controller,"
                    + " action, route, endpoint, job.")
    private List<String> names;

    DigestOptions with(DigestOptions options) {
        if (names == null) {
            return options;
        }
        if (names.size() > TagOptions.MAX_NAMES) {
            throw new ProblemException(
                    "too-many-tags",
                    "are more than " + TagOptions.MAX_NAMES,
                    "--tag " + String.join(",", names),
                    "count by fewer at a time");
        }
        return options.withTags(names.equals(List.of("none")) ? TagOptions.NONE : new TagOptions(names));
    }
}
