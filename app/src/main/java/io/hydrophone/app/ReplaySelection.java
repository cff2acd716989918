package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.sql.StatementKind;
import io.hydrophone.traffic.replay.Selection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Option;

/** Which commands of a recording are meant. */
final class ReplaySelection {
    @Option(names = "--only-user", paramLabel = "NAME", split = ",", description = "Only commands of these users.")
    private Set<String> users = Set.of();

    @Option(
            names = "--only-database",
            paramLabel = "NAME",
            split = ",",
            description = "Only commands in these databases.")
    private Set<String> databases = Set.of();

    @Option(
            names = "--only-client",
            paramLabel = "ADDRESS",
            split = ",",
            description = "Only commands from these addresses.")
    private Set<String> clients = Set.of();

    @Option(
            names = "--only-fingerprint",
            paramLabel = "REGEX",
            description =
                    "Only statements in whose fingerprint this is found, or whose digest id it is; may be repeated.")
    private List<String> fingerprints = List.of();

    @Option(
            names = "--only-kind",
            paramLabel = "KIND",
            split = ",",
            description =
                    "Only statements of these kinds: select, insert, create_table, ...; what sets up their session"
                            + " (SET, USE, BEGIN, COMMIT) goes along.")
    private List<String> kinds = List.of();

    @Option(names = "--without-user", paramLabel = "NAME", split = ",", description = "No commands of these users.")
    private Set<String> withoutUsers = Set.of();

    @Option(
            names = "--without-database",
            paramLabel = "NAME",
            split = ",",
            description = "No commands in these databases.")
    private Set<String> withoutDatabases = Set.of();

    @Option(
            names = "--without-client",
            paramLabel = "ADDRESS",
            split = ",",
            description = "No commands from these addresses.")
    private Set<String> withoutClients = Set.of();

    @Option(
            names = "--without-fingerprint",
            paramLabel = "REGEX",
            description =
                    "No statements in whose fingerprint this is found, or whose digest id it is; may be repeated.")
    private List<String> withoutFingerprints = List.of();

    @Option(names = "--without-kind", paramLabel = "KIND", split = ",", description = "No statements of these kinds.")
    private List<String> withoutKinds = List.of();

    Selection selection() {
        return new Selection(
                names("only", users, databases, clients, fingerprints, kinds),
                names("without", withoutUsers, withoutDatabases, withoutClients, withoutFingerprints, withoutKinds));
    }

    private static Selection.Names names(
            String side,
            Set<String> users,
            Set<String> databases,
            Set<String> clients,
            List<String> fingerprints,
            List<String> kinds) {
        List<Pattern> patterns = new ArrayList<>();
        for (String fingerprint : fingerprints) {
            patterns.add(pattern("--" + side + "-fingerprint " + fingerprint, fingerprint));
        }
        Set<StatementKind> named = EnumSet.noneOf(StatementKind.class);
        for (String kind : kinds) {
            named.add(kind("--" + side + "-kind " + kind, kind));
        }
        return new Selection.Names(users, databases, clients, patterns, named);
    }

    private static StatementKind kind(String option, String text) {
        for (StatementKind kind : StatementKind.values()) {
            if (kind.label().equalsIgnoreCase(text)
                    || kind.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new ProblemException(
                "bad-kind", "is no kind of statement", option, "write it as select, insert, create_table, alter_table");
    }

    private static Pattern pattern(String option, String text) {
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new ProblemException(
                    new Problem(
                            "bad-pattern",
                            "is no regular expression: " + e.getDescription() + " at column " + (e.getIndex() + 1),
                            option,
                            "put a backslash before a character that is meant as it stands"),
                    e);
        }
    }
}
