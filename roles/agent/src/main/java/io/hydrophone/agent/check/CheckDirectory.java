package io.hydrophone.agent.check;

import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.config.Section;
import io.hydrophone.core.Problem;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The directory {@code conf.d}: a file {@code KIND.yaml} for each kind of check, in dd-agent's form with {@code init_config}
 * and {@code instances}. {@code KIND.yaml.default} counts where there is no {@code KIND.yaml}; {@code .example} does not.
 */
public final class CheckDirectory {
    private static final String SUFFIX = ".yaml";
    private static final String DEFAULT_SUFFIX = ".yaml.default";

    private final Map<String, CheckKind> kinds;

    /** For these kinds of checks. */
    public CheckDirectory(List<CheckKind> kinds) {
        this.kinds = kinds.stream().collect(Collectors.toMap(CheckKind::name, Function.identity()));
    }

    /**
     * Reads all files, and adds what runs without one.
     *
     * @param directory may be missing
     * @param environment the value of a variable, or null
     * @throws ConfigurationProblems with everything that is wrong in any file
     */
    public List<ConfiguredCheck> read(Path directory, UnaryOperator<String> environment) {
        List<Problem> problems = new ArrayList<>();
        List<ConfiguredCheck> checks = new ArrayList<>();
        Map<String, Path> files = files(directory, problems);
        files.forEach((name, file) -> {
            CheckKind kind = kinds.get(name);
            if (kind == null) {
                problems.add(new Problem(
                        "unknown-check",
                        "there is no check " + name,
                        file.toString(),
                        "known are: "
                                + String.join(
                                        ", ", kinds.keySet().stream().sorted().toList())));
                return;
            }
            try {
                checks.addAll(read(kind, ConfigurationFile.read(file, environment)));
            } catch (ConfigurationProblems e) {
                problems.addAll(e.problems());
            }
        });
        if (!problems.isEmpty()) {
            checks.forEach(check -> check.check().close());
            throw new ConfigurationProblems(problems);
        }
        kinds.values().stream()
                .filter(kind -> kind.isUsual() && !files.containsKey(kind.name()))
                .map(CheckDirectory::usual)
                .forEach(checks::addAll);
        return checks;
    }

    private static List<ConfiguredCheck> usual(CheckKind kind) {
        return read(kind, ConfigurationFile.of("instances:\n- {}\n", Path.of(kind.name() + SUFFIX)));
    }

    private static List<ConfiguredCheck> read(CheckKind kind, ConfigurationFile file) {
        Section root = file.root();
        root.takeEmptyForAbsent();
        Section init = root.section("init_config");
        List<ConfiguredCheck> checks = new ArrayList<>();
        for (Section instance : root.sections("instances")) {
            checks.add(new ConfiguredCheck(
                    CheckSettings.read(kind, instance, checks.size() + 1), kind.read(init, instance)));
        }
        try {
            file.finish();
        } catch (ConfigurationProblems e) {
            checks.stream()
                    .map(ConfiguredCheck::check)
                    .filter(check -> check != null)
                    .forEach(Check::close);
            throw e;
        }
        return checks;
    }

    /** The files by the kind that they are named after. */
    private static Map<String, Path> files(Path directory, List<Problem> problems) {
        Map<String, Path> files = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.{yaml,default}")) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    files.put(name.substring(0, name.length() - SUFFIX.length()), entry);
                } else if (name.endsWith(DEFAULT_SUFFIX)) {
                    files.putIfAbsent(name.substring(0, name.length() - DEFAULT_SUFFIX.length()), entry);
                }
            }
        } catch (IOException e) {
            problems.add(
                    new Problem("no-configuration", "cannot be read: " + Reason.ofFile(e), directory.toString(), ""));
        }
        return files;
    }
}
