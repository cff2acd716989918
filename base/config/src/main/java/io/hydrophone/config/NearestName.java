package io.hydrophone.config;

import java.util.Collection;
import java.util.Locale;

/** Which known name was meant: the one with the fewest letters wrong, left out, put in or swapped (Damerau's distance). */
final class NearestName {
    /** Longer ones are no misspelling of a key. */
    private static final int MAX_LENGTH = 40;

    private NearestName() {}

    /** The name that was likely meant, or null when none is near: at most a third of its letters may be wrong. */
    static String of(String written, Collection<String> known) {
        if (written.length() > MAX_LENGTH) {
            return null;
        }
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String name : known) {
            int distance = distance(plain(written), plain(name));
            if (distance < least && distance <= Math.max(1, name.length() / 3)) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /** Neither case nor the sign between words is a misspelling that counts. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_').replace("_", "");
    }

    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
