package io.hydrophone.digest.report;

import io.hydrophone.digest.summary.TransactionEnd;
import io.hydrophone.digest.summary.TransactionFigures;
import io.hydrophone.digest.summary.TransactionGroup;
import io.hydrophone.digest.summary.TransactionShape;
import io.hydrophone.digest.summary.TransactionStep;
import io.hydrophone.digest.summary.Transactions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** In which order transactions are shown, and in which words. */
final class TransactionRanking {
    private TransactionRanking() {}

    /** What took most of the time first. */
    static List<TransactionShape> shapes(Transactions transactions) {
        return ranked(transactions.shapes(), TransactionShape::figures);
    }

    static List<TransactionGroup> groups(Transactions transactions) {
        return ranked(transactions.groups(), TransactionGroup::figures);
    }

    private static <T> List<T> ranked(List<T> rows, Function<T, TransactionFigures> figures) {
        Comparator<TransactionFigures> order = Comparator.comparingLong(
                        (TransactionFigures of) -> of.duration().sum())
                .thenComparingLong(TransactionFigures::count)
                .reversed();
        List<T> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(figures, order));
        return sorted;
    }

    /** {@code begin → select c from t where id = ? → commit}. */
    static String text(List<TransactionStep> steps, boolean longer) {
        StringBuilder text = new StringBuilder();
        for (TransactionStep step : steps) {
            text.append(text.isEmpty() ? "" : " → ").append(SqlText.line(step.fingerprint()));
        }
        return text.append(longer ? " → …" : "").toString();
    }

    /** {@code 12 commit, 1 rollback}, most frequent first. */
    static String ends(TransactionFigures figures) {
        StringBuilder text = new StringBuilder();
        figures.ends().entrySet().stream()
                .sorted(Map.Entry.<TransactionEnd, Long>comparingByValue().reversed())
                .forEach(entry -> text.append(text.isEmpty() ? "" : ", ")
                        .append(Units.count(entry.getValue()))
                        .append(' ')
                        .append(name(entry.getKey())));
        return text.toString();
    }

    static String name(TransactionEnd end) {
        return end.label().replace('_', ' ');
    }
}
