package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.StatusReadings;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code SHOW GLOBAL VARIABLES}: each that is a number or a switch, and some texts as labels. */
final class GlobalVariables {
    static final Collector COLLECTOR =
            Collector.of("global_variables", StatusReadings.GLOBAL_VARIABLES, GlobalVariables::write);

    private static final Pattern GCACHE = Pattern.compile("gcache\\.size = (\\d{1,15})([KMG]?);");

    private GlobalVariables() {}

    private static void write(Snapshot snapshot, Series out) {
        Map<String, String> variables = snapshot.pairs();
        variables.forEach((name, text) -> out.single(
                FamilyType.GAUGE,
                "mysql_global_variables_" + Series.part(name),
                "Of SHOW GLOBAL VARIABLES.",
                ServerValue.of(text)));
        if (out.family(FamilyType.GAUGE, "mysql_version_info", "The server's version and whose it is.")) {
            out.line(
                    1,
                    "innodb_version",
                    variables.getOrDefault("innodb_version", ""),
                    "version",
                    variables.getOrDefault("version", ""),
                    "version_comment",
                    variables.getOrDefault("version_comment", ""));
        }
        info(out, "mysql_transaction_isolation", "level", isolation(variables), "How transactions are kept apart.");
        info(
                out,
                "mysql_galera_variables_info",
                "wsrep_cluster_name",
                variables.getOrDefault("wsrep_cluster_name", ""),
                "Of which Galera cluster it is to be.");
        String options = variables.getOrDefault("wsrep_provider_options", "");
        if (!options.isEmpty()) {
            out.single(
                    FamilyType.GAUGE,
                    "mysql_galera_gcache_size_bytes",
                    "What Galera keeps for members that come back.",
                    gcacheBytes(options));
        }
    }

    private static String isolation(Map<String, String> variables) {
        return variables.getOrDefault("transaction_isolation", variables.getOrDefault("tx_isolation", ""));
    }

    private static void info(Series out, String family, String label, String value, String help) {
        if (!value.isEmpty() && out.family(FamilyType.GAUGE, family, help)) {
            out.line(1, label, value);
        }
    }

    private static double gcacheBytes(String options) {
        Matcher size = GCACHE.matcher(options);
        if (!size.find()) {
            return 0;
        }
        double number = Double.parseDouble(size.group(1));
        return switch (size.group(2)) {
            case "K" -> number * (1 << 10);
            case "M" -> number * (1 << 20);
            case "G" -> number * (1 << 30);
            default -> number;
        };
    }
}
