package io.hydrophone.config;

import io.hydrophone.core.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All that is wrong with one file, told at once. */
final class Problems {
    /** Who has more of them wants to see the first ones. */
    static final int MOST = 100;

    private record Found(Position at, Problem problem) {}

    private final String file;
    private final List<Found> found = new ArrayList<>();
    private int untold;

    Problems(String file) {
        this.file = file;
    }

    /** What was told of a place already is not told again. */
    void add(Position at, String code, String message, String action) {
        Found one = new Found(at, new Problem(code, Quoted.message(message), file + ":" + at, action));
        if (found.contains(one)) {
            return;
        }
        if (areMany()) {
            untold++;
        } else {
            found.add(one);
        }
    }

    /** Whether those that follow are only counted. */
    boolean areMany() {
        return found.size() == MOST;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the file. */
    List<Problem> all() {
        List<Problem> all = new ArrayList<>();
        found.stream()
                .sorted(Comparator.comparing(Found::at))
                .map(Found::problem)
                .forEach(all::add);
        if (untold > 0) {
            all.add(new Problem("more-problems", "and " + untold + " more", file, ""));
        }
        return all;
    }
}
