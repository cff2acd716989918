package io.hydrophone.truth;

import java.util.List;

/**
 * A statement as its client knows it: what it asked, and what the driver said of the answer.
 *
 * @param values bound to it, one list for each execution of a batch; null where none were
 * @param rows that the driver handed out
 * @param affected the sum of the counts of updates
 * @param errorCode 0 without an error
 * @param sqlState null without an error, or when the driver does not say the server's
 */
record Spoken(String sql, List<List<Object>> values, long rows, long affected, int errorCode, String sqlState) {
    /** Less than what a listener keeps of a text. */
    private static final int COMPARED = 1 << 19;

    /** As much of the text as is compared. */
    String kept() {
        return kept(sql);
    }

    static String kept(String sql) {
        return sql.substring(0, Math.min(sql.length(), COMPARED));
    }
}
