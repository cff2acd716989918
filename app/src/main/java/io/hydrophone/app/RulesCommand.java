package io.hydrophone.app;

import io.hydrophone.app.rules.RulesActions;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrophone rules}: what alert rules say, what is wrong with them, and whether they fire when they should. */
@Command(
        name = "rules",
        description = "Check alert rules, and test them with series that are given.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Actions:",
            "  check FILE...    all that is wrong in rule files, and where",
            "  test FILE...     play the series of files in promtool's form; what fires?",
            "  print-default    Hydrophone's own rules, each with its reason",
            "",
            "Examples:",
            "  hydrophone rules check rules.yaml",
            "  hydrophone rules test rules-test.yaml",
            "  hydrophone rules test --json rules-test.yaml | jq .failures",
            "  hydrophone rules print-default > rules.yaml",
            "",
            "A rule:",
            "  - name: high_cpu_usage",
            "    metric: system.cpu.user",
            "    condition: value > 85",
            "    for: 1m",
            "",
            "Exit status: 0 fine, 1 an alert was not as expected, 2 wrong usage or file."
        })
final class RulesCommand extends ConsoleCommand {
    private enum Action {
        CHECK,
        TEST,
        PRINT_DEFAULT;

        @Override
        public String toString() {
            return this == PRINT_DEFAULT ? "print-default" : name();
        }
    }

    @Parameters(index = "0", paramLabel = "check|test|print-default", description = "What to do.")
    private Action action;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "FILE", description = "Rule files, or files of tests.")
    private List<Path> files;

    @Option(names = "--json", description = "The result as one JSON object, problems included.")
    private boolean json;

    @Override
    public Integer call() {
        RulesActions actions = new RulesActions(out(), err(), json);
        return switch (action) {
            case CHECK -> actions.check(files);
            case TEST -> actions.test(files);
            case PRINT_DEFAULT -> actions.printDefault();
        };
    }
}
