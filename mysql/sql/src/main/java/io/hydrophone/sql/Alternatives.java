package io.hydrophone.sql;

/**
 * Tries all answers to yes-no questions, of which the later may depend on the answers to the earlier: the work is done
 * again and again, from the first question on, until every way through was gone.
 */
final class Alternatives {
    /** At most 2^6 ways. */
    private static final int MAX = 6;

    private final boolean[] answers = new boolean[MAX];
    private int answered;
    private int asked;
    private boolean tooMany;

    /** The answer to the next question, first no, in another round yes. */
    boolean either() {
        if (asked == MAX) {
            tooMany = true;
            return false;
        }
        if (asked == answered) {
            answers[answered++] = false;
        }
        return answers[asked++];
    }

    /** Whether a way is left that was not gone yet; the questions then begin anew. */
    boolean another() {
        while (answered > 0 && answers[answered - 1]) {
            answered--;
        }
        asked = 0;
        if (answered == 0) {
            return false;
        }
        answers[answered - 1] = true;
        return true;
    }

    /** Whether there were more questions than can be tried. */
    boolean tooMany() {
        return tooMany;
    }
}
