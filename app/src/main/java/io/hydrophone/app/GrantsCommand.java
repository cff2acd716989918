package io.hydrophone.app;

import io.hydrophone.client.ServerVersion;
import io.hydrophone.client.grants.AccountName;
import io.hydrophone.client.grants.Grants;
import io.hydrophone.client.grants.Purpose;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hydrophone grants}: the account that a job needs, as SQL. */
@Command(
        name = "grants",
        description = "Print the statements that make an account with the privileges that a job needs on a version of"
                + " MySQL or MariaDB, and no others. Nothing is executed.",
        footer = {
            "",
            "Examples:",
            "  hydrophone grants --version 8.0.36              for hydrophone topology",
            "  hydrophone grants --version mariadb-11.4 --for agent",
            "  hydrophone grants --version 9.7 --for probe --account 'monitor@10.0.0.%%'",
            "  hydrophone grants --version 8.4 --for replay --database shop",
            "",
            "Exit status: 0 done, 2 wrong usage."
        })
final class GrantsCommand extends ConsoleCommand {
    private static final String MARIADB = "mariadb-";

    /** Not by the usual mixin: there --version is Hydrophone's own. */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(
            names = "--version",
            required = true,
            paramLabel = "VERSION",
            description = "MySQL's version, 8.0.36; or MariaDB's, mariadb-11.4. As SELECT VERSION() says it will do.")
    private String version;

    @Option(
            names = "--for",
            paramLabel = "JOB",
            defaultValue = "topology",
            description = "topology, agent, probe or replay (default: ${DEFAULT-VALUE}).")
    private Purpose purpose;

    @Option(
            names = "--account",
            paramLabel = "USER[@HOST]",
            defaultValue = "hydrophone",
            description = "The account's name (default: ${DEFAULT-VALUE}, from any host).")
    private String account;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "Of a replay, the database that it works on; needed for that.")
    private String database;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (purpose == Purpose.REPLAY && (database == null || database.isEmpty())) {
            throw wrong("--for replay needs --database");
        }
        out().println("-- For " + purpose.name().toLowerCase(Locale.ROOT) + " on " + version()
                + ". Put a password in place of '" + Grants.PASSWORD + "'.");
        for (Grants.Statement statement : Grants.of(version(), purpose, AccountName.parse(account), database)) {
            out().println("-- " + statement.why());
            out().println(statement.sql() + ";");
        }
        return 0;
    }

    private ServerVersion version() {
        boolean isMariaDb = version.toLowerCase(Locale.ROOT).startsWith(MARIADB);
        String numbers = isMariaDb ? version.substring(MARIADB.length()) : version;
        try {
            return ServerVersion.parse(numbers, isMariaDb ? "MariaDB" : "");
        } catch (IllegalArgumentException e) {
            throw wrong("--version " + version + " is no version: write 8.0.36, or mariadb-11.4");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
