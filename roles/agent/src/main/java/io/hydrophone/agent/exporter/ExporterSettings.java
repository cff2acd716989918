package io.hydrophone.agent.exporter;

import io.hydrophone.agent.mysql.MySqlAddress;
import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.OptionFile;
import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Section {@code exporter}: which servers are scraped, with which login, and what of them.
 *
 * @param targets in the file's order
 * @param defaultTarget whose metrics are at {@code /metrics}; null for none
 * @param accounts by the name of {@code auth_module}
 * @param allowAnyTarget whether {@code /probe} takes targets that are not configured
 * @param paces of collectors that have one of their own
 * @param maxTargets that are not configured, at once
 * @param idle after which connections end that nobody used
 * @param maxSeries of one collector in one scrape
 * @param deadline of a scrape that names none
 */
public record ExporterSettings(
        List<Named> targets,
        String defaultTarget,
        Map<String, Account> accounts,
        boolean allowAnyTarget,
        List<String> collectors,
        Pace pace,
        Map<String, Pace> paces,
        CollectorOptions options,
        int maxTargets,
        Duration idle,
        int maxSeries,
        Duration deadline) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * A target that is configured.
     *
     * @param name as {@code target=} may also have it
     * @param collectors those that run where a scrape names none
     */
    public record Named(String name, MySqlUrl url, List<String> collectors) {
        public Named {
            collectors = List.copyOf(collectors);
        }
    }

    public ExporterSettings {
        targets = List.copyOf(targets);
        accounts = Map.copyOf(accounts);
        collectors = List.copyOf(collectors);
        paces = Map.copyOf(paces);
    }

    /** Of one target, with what is usual. */
    public static ExporterSettings of(MySqlUrl url) {
        return new ExporterSettings(
                List.of(new Named(url.address(), url, Collectors.USUAL)),
                url.address(),
                Map.of(),
                false,
                Collectors.USUAL,
                Pace.USUAL,
                Map.of(),
                CollectorOptions.DEFAULT,
                200,
                Duration.ofMinutes(5),
                20_000,
                Duration.ofSeconds(10));
    }

    /** Reads the section; what is wrong is told to it. */
    public static ExporterSettings read(Section section) {
        CollectorOptions options = options(section);
        Set<String> known = new Collectors(options).names();
        List<String> collectors = section.list("collectors", one(known), Collectors.USUAL);
        List<Named> targets = targets(section, known, collectors);
        Pace pace = new Pace(
                section.duration("max_age", Pace.USUAL.maxAge(), Duration.ZERO, HOUR),
                section.duration("collector_deadline", Pace.USUAL.deadline(), SECOND, HOUR));
        boolean any = section.flag("allow_any_target", false);
        Map<String, Account> accounts = accounts(section);
        if (any && accounts.isEmpty()) {
            section.refuse(
                    "allow_any_target", "missing-key", "there is no login for them", "add auth_modules or my_cnf");
        }
        return new ExporterSettings(
                targets,
                defaultTarget(section, targets),
                accounts,
                any,
                collectors,
                pace,
                paces(section, known, pace),
                options,
                section.integer("max_targets", 200, 1, 10_000),
                section.duration("idle", Duration.ofMinutes(5), SECOND, DAY),
                section.integer("max_series", 20_000, 100, 1_000_000),
                section.duration("deadline", Duration.ofSeconds(10), SECOND, HOUR));
    }

    /** How a collector is to be asked. */
    Pace paceOf(String collector) {
        return paces.getOrDefault(collector, pace);
    }

    private static List<Named> targets(Section section, Set<String> known, List<String> collectors) {
        List<Named> targets = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Section each : section.sections("targets")) {
            MySqlUrl url = MySqlAddress.ofTarget(each);
            String name = each.text("name", url == null ? "" : url.address());
            List<String> own = each.list("collectors", one(known), collectors);
            if (url != null && !names.add(name)) {
                each.refuse("name", "duplicate-name", "another target has this name", "give each its own");
            } else if (url != null) {
                targets.add(new Named(name, url, own));
            }
        }
        return targets;
    }

    private static Password password(Section section) {
        return section.parsed("password_file", text -> Password.fromFile(section.path(text)), null);
    }

    private static String defaultTarget(Section section, List<Named> targets) {
        String first = targets.isEmpty() ? null : targets.getFirst().name();
        String name = section.text("default_target", first);
        if (name != null && targets.stream().noneMatch(target -> target.name().equals(name))) {
            section.refuse("default_target", "unknown-target", "no target has this name", "give one of targets");
        }
        return name;
    }

    private static Map<String, Account> accounts(Section section) {
        Map<String, Account> accounts = new LinkedHashMap<>();
        Map<String, Account> inFile = section.parsed(
                "my_cnf", name -> Account.in(OptionFile.read(section.path(OptionFile.withHome(name)))), null);
        if (inFile != null) {
            accounts.putAll(inFile);
        }
        for (Section each : section.sections("auth_modules")) {
            String name = each.text("name", "client");
            String user = each.text("user", "");
            if (user.isEmpty()) {
                each.miss("user", "name the account that logs in");
            }
            TlsMode tls = each.choice("tls", TlsMode.values(), TlsMode::label, null);
            if (accounts.put(name, new Account(user, password(each), tls, each.file("tls_ca", null))) != null) {
                each.refuse("name", "duplicate-name", "another module has this name", "give each its own");
            }
        }
        return accounts;
    }

    private static Map<String, Pace> paces(Section section, Set<String> known, Pace usual) {
        Map<String, Pace> paces = new LinkedHashMap<>();
        for (Section each : section.sections("paces")) {
            String name = each.parsed("collector", one(known), "");
            Pace pace = new Pace(
                    each.duration("max_age", usual.maxAge(), Duration.ZERO, DAY),
                    each.duration("deadline", usual.deadline(), SECOND, HOUR));
            if (!each.has("collector")) {
                each.miss("collector", "name the collector that has this pace");
            }
            paces.put(name, pace);
        }
        return paces;
    }

    private static CollectorOptions options(Section section) {
        CollectorOptions usual = CollectorOptions.DEFAULT;
        Section statements = section.section("statements");
        Section beat = section.section("heartbeat");
        return new CollectorOptions(
                statements.integer("limit", usual.statements(), 1, 10_000),
                statements.duration("age", usual.statementAge(), SECOND, Duration.ofDays(3650)),
                statements.integer("text", usual.statementText(), 0, 4_096),
                section.section("tables").list("databases", text -> text, List.of()),
                section.section("processlist").integer("min_time", usual.processAge(), 0, Integer.MAX_VALUE),
                section.section("files").text("like", usual.files()),
                section.section("files").text("remove_prefix", usual.filePrefix()),
                new CollectorOptions.Heartbeat(
                        beat.text("database", usual.heartbeat().database()),
                        beat.text("table", usual.heartbeat().table()),
                        beat.flag("utc", false)),
                section.section("users").flag("privileges", false));
    }

    private static Function<String, String> one(Set<String> known) {
        return name -> {
            if (!known.contains(name)) {
                throw new ProblemException(
                        "unknown-collector",
                        "there is no collector of this name: " + name,
                        "",
                        "known are: " + String.join(", ", known));
            }
            return name;
        };
    }
}
