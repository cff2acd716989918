package io.hydrophone.traffic.compare.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.digest.report.Units;
import io.hydrophone.protocol.Command;
import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.Difference;
import io.hydrophone.traffic.compare.Direction;
import io.hydrophone.traffic.compare.Ending;
import io.hydrophone.traffic.compare.ErrorChange;
import io.hydrophone.traffic.compare.Example;
import io.hydrophone.traffic.compare.LatencyChange;
import io.hydrophone.traffic.compare.Pairing;
import io.hydrophone.traffic.compare.StatementComparison;
import io.hydrophone.traffic.compare.Verdict;
import io.hydrophone.wire.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a comparison says, in words that text and HTML share. */
final class Phrases {
    private Phrases() {}

    static String way(Pairing pairing) {
        return pairing == Pairing.COMMANDS
                ? "the same commands on both sides, each compared with itself"
                : "two recordings of their own, compared as independent samples of each statement";
    }

    /** The whole comparison in one sentence. */
    static String headline(ComparisonReport report) {
        Verdict verdict = report.verdict();
        String statements = many(report.count(verdict), "statement");
        String otherwise = report.pairing() == Pairing.COMMANDS ? "; the answers are the same" : "";
        return switch (verdict) {
            case BREAKS ->
                statements + " that worked on the source " + (report.count(verdict) == 1 ? "fails" : "fail")
                        + " on the target";
            case UNANSWERED -> statements + " got no answer from the target";
            case DIFFERS -> statements + " with other results on the target";
            case FAILS_OTHERWISE -> statements + " with other errors than on the source";
            case CONTENDS -> statements + " with more deadlocks or lock waits than on the source";
            case SLOWER -> statements + " slower on the target" + otherwise;
            case WARNS -> statements + " with more warnings on the target" + otherwise;
            case FIXED -> "no harm; " + statements + " no longer failing";
            case FASTER -> "no harm; " + statements + " faster on the target";
            case SAME, RARE -> "no difference that matters";
            case NOT_COMPARED -> "nothing was compared";
        };
    }

    /** {@code 1 command}, {@code 2,000 commands}. */
    static String many(long count, String what) {
        return Units.count(count) + " " + what + (count == 1 ? "" : "s");
    }

    /** How many statements have which verdict, the worst first: {@code 2 break, 1 slower}. */
    static String verdicts(ComparisonReport report) {
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long count = report.count(verdict);
            if (count > 0) {
                parts.add(Units.count(count) + " " + verdict.words());
            }
        }
        return String.join(", ", parts);
    }

    /** In which ways commands differ: {@code 12 new errors, 3 rows differ}; "" when they do not. */
    static String differences(Map<Difference, Long> differences) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(differences)
                .forEach((difference, count) -> parts.add(Units.count(count) + " " + difference.words()));
        return String.join(", ", parts);
    }

    /** By reason, most first: {@code read-only 10, filtered 2}. */
    static String reasons(Map<String, Long> skipped) {
        List<String> parts = new ArrayList<>();
        skipped.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(reason -> parts.add(reason.getKey() + " " + Units.count(reason.getValue())));
        return String.join(", ", parts);
    }

    /** {@code 120µs → 180µs}; "" when a side is not known. */
    static String quantile(LatencyDistribution source, LatencyDistribution target, double q) {
        return source.count() == 0 || target.count() == 0
                ? ""
                : Units.duration(source.quantile(q)) + " → " + Units.duration(target.quantile(q));
    }

    /** {@code +1.20s}, {@code −340ms}. */
    static String signed(long nanos) {
        return nanos == 0 ? "0" : (nanos > 0 ? "+" : "−") + Units.duration(Math.abs(nanos));
    }

    /** {@code +9.1%}, {@code −3.0%}; from ten times more on {@code ×12.3}. */
    static String growth(double growth) {
        if (growth >= 9) {
            return "×" + Units.threeDigits(growth + 1);
        }
        return (growth < 0 ? "−" : "+") + Units.percent(Math.abs(growth));
    }

    /** What is to be said of a latency in one sentence; "" when there were too few. */
    static String latency(LatencyChange change, Pairing pairing) {
        if (change == null) {
            return "";
        }
        String whose = pairing == Pairing.COMMANDS
                ? Units.percent(change.probability()) + " of the commands took longer"
                : "a command of the target took longer than one of the source with probability "
                        + Units.percent(change.probability());
        return change.direction().label() + ": typically " + growth(change.ratio() - 1)
                + certainty(change.q(), change.typical()) + ", p95 " + growth(change.tailRatio() - 1)
                + certainty(change.tailQ(), change.tail()) + "; " + whose;
    }

    private static String certainty(double q, Direction direction) {
        if (Double.isNaN(q)) {
            return " (too few to test)";
        }
        String value = q < 0.0001 ? "q<0.0001" : "q=" + decimals(q);
        if (direction != Direction.SAME) {
            return " (" + value + ")";
        }
        return " (" + value + (q < LatencyChange.CERTAIN ? ", too little to matter)" : ", not certain)");
    }

    /** Four of them. */
    private static String decimals(double q) {
        long units = Math.round(q * 10_000);
        String digits = Long.toString(10_000 + units % 10_000).substring(1);
        return units / 10_000 + "." + digits;
    }

    /** Examples worth a reader's time: another size is seldom a fault. */
    static List<Example> examples(StatementComparison statement) {
        return statement.examples().stream()
                .filter(example -> example.difference() != Difference.SIZE)
                .toList();
    }

    /** {@code ok → 1146 ×12}, with the message. */
    static String error(ErrorChange error, Pairing pairing) {
        String message = error.message().isEmpty() ? "" : "  " + error.message();
        if (pairing == Pairing.SAMPLES) {
            return error.target() + " ×" + Units.count(error.sourceCount()) + " → ×" + Units.count(error.targetCount())
                    + message;
        }
        return number(error.source()) + " → " + number(error.target()) + " ×" + Units.count(error.targetCount())
                + message;
    }

    private static String number(int error) {
        return error == 0 ? "ok" : Integer.toString(error);
    }

    /** {@code ok, 3 rows, 64 B, 120µs}. */
    static String ending(Ending ending) {
        StringBuilder text = new StringBuilder();
        if (ending.outcome() == Outcome.ERROR) {
            text.append("error ").append(ending.error());
            if (!ending.sqlState().isEmpty()) {
                text.append(" (").append(ending.sqlState()).append(')');
            }
            text.append(ending.message().isEmpty() ? "" : " " + ending.message());
        } else {
            text.append(ending.outcome().label());
            known(text, ending.rows(), " rows");
            known(text, ending.affected(), " affected");
            known(text, ending.warnings(), " warnings");
            if (ending.bytes() >= 0) {
                text.append(", ").append(Units.bytes(ending.bytes()));
            }
        }
        if (ending.totalNanos() >= 0) {
            text.append(", ").append(Units.duration(ending.totalNanos()));
        }
        return text.toString();
    }

    private static void known(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(Units.count(count)).append(what);
        }
    }

    /** The fingerprint, else the command's name. */
    static String statement(StatementComparison statement) {
        return statement.fingerprint().isEmpty() ? statement.command().name() : statement.fingerprint();
    }

    /** The same on a line of a table, where what is not plain text says so: {@code execute: select …}. */
    static String title(StatementComparison statement) {
        Command command = statement.command();
        boolean plain = command == null
                || command == Command.COM_QUERY
                || statement.fingerprint().isEmpty();
        return plain
                ? statement(statement)
                : command.name().replaceFirst("COM_(STMT_)?", "").toLowerCase(Locale.ROOT) + ": "
                        + statement.fingerprint();
    }
}
