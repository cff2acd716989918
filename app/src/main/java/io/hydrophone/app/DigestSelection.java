package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.QueryFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Option;

/** Which queries a digest is about, and which of them are slow. */
final class DigestSelection {
    @Option(names = "--slow", paramLabel = "TIME", description = "Count and list queries that took as long (100ms).")
    private String slow;

    @Option(names = "--db", paramLabel = "NAME", split = ",", description = "Only queries in these databases.")
    private List<String> databases = List.of();

    @Option(names = "--user", paramLabel = "NAME", split = ",", description = "Only queries of these users.")
    private List<String> users = List.of();

    @Option(names = "--client", paramLabel = "ADDRESS", split = ",", description = "Only queries from these addresses.")
    private List<String> clients = List.of();

    @Option(names = "--since", paramLabel = "TIME", description = "Only queries that ended then or later (UTC).")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only queries that ended before (UTC).")
    private String until;

    @Option(
            names = "--match",
            paramLabel = "REGEX",
            description = "Only statements in whose fingerprint this is found.")
    private String match;

    DigestOptions options() {
        QueryFilter filter = databases.isEmpty()
                        && users.isEmpty()
                        && clients.isEmpty()
                        && since == null
                        && until == null
                        && match == null
                ? QueryFilter.ALL
                : filter();
        return DigestOptions.DEFAULT.withFilter(filter).withSlowNanos(slow == null ? -1 : duration("--slow", slow));
    }

    private QueryFilter filter() {
        return new QueryFilter(
                set(databases),
                set(users),
                set(clients),
                since == null ? Long.MIN_VALUE : time("--since", since),
                until == null ? Long.MAX_VALUE : time("--until", until),
                match == null ? null : pattern());
    }

    private static Set<String> set(List<String> names) {
        return new HashSet<>(names);
    }

    private Pattern pattern() {
        try {
            return Pattern.compile(match, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new ProblemException(
                    new Problem(
                            "bad-pattern",
                            "is no regular expression: " + e.getDescription() + " at column " + (e.getIndex() + 1),
                            "--match " + match,
                            "put a backslash before a character that is meant as it stands"),
                    e);
        }
    }

    /** {@code 2026-11-21T07:37:29Z}, with another offset, or without one for UTC; the seconds may be left out. */
    private static long time(String option, String text) {
        String iso = text.trim().replace(' ', 'T');
        try {
            boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
            Instant at = zoned
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso.length() == 10 ? iso + "T00:00" : iso)
                            .toInstant(ZoneOffset.UTC);
            return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new ProblemException(
                    new Problem("bad-time", "is no time", option + " " + text, "write it as 2026-11-21T07:37:29Z"), e);
        }
    }

    /** {@code 100ms}, {@code 1.5s}, {@code 250us}, {@code 5m}, {@code 1h}; in nanoseconds. */
    static long duration(String option, String text) {
        int unit = 0;
        while (unit < text.length() && (Character.isDigit(text.charAt(unit)) || text.charAt(unit) == '.')) {
            unit++;
        }
        long nanos = switch (text.substring(unit)) {
            case "us", "µs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m", "min" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 0;
        };
        try {
            if (nanos > 0 && unit > 0 && unit < 12) {
                return Math.round(Double.parseDouble(text.substring(0, unit)) * nanos);
            }
        } catch (NumberFormatException e) {
            throw badDuration(option, text, e);
        }
        throw badDuration(option, text, null);
    }

    private static ProblemException badDuration(String option, String text, Exception cause) {
        return new ProblemException(
                new Problem("bad-duration", "is no duration", option + " " + text, "write it as 100ms, 1.5s, 5m or 1h"),
                cause);
    }
}
