package io.hydrophone.topology.gtid;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;

/** Whatever a server says of its transactions: a set that can be written and read again, or a clear refusal. */
class GtidFuzzTest {
    private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562:";

    @FuzzTest
    void anyTwoSets(FuzzedDataProvider data) {
        GtidSet one = set(data.consumeString(data.consumeInt(0, 200)));
        GtidSet other = set(data.consumeRemainingAsString());
        if (one == null || other == null) {
            return;
        }
        GtidSet both = one.union(other);
        check(both.equals(other.union(one)), both);
        check(both.contains(one) && both.contains(other), both);
        GtidSet left = one.subtract(other);
        check(one.contains(left), left);
        check(left.union(other).equals(both), left);
        check(left.subtract(other).equals(left), left);
        check(one.count() == Long.MAX_VALUE || left.count() <= one.count(), left);
    }

    @FuzzTest
    void anyListOfMariaDb(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            MariaDbGtids list = MariaDbGtids.parse(text);
            check(MariaDbGtids.parse(list.toString()).equals(list), list);
            check(list.missing(list).isEmpty() && list.beyond(list).isEmpty(), list);
            check(list.missingCount(MariaDbGtids.EMPTY) == 0, list);
        } catch (ProblemException e) {
            // Refused in words.
        }
    }

    /** Mostly behind a UUID: few texts have one by chance. */
    private static GtidSet set(String text) {
        try {
            GtidSet set = GtidSet.parse(text.startsWith("!") ? text.substring(1) : UUID + text);
            check(GtidSet.parse(set.toString()).equals(set), set);
            check(set.intervals() <= text.length(), set);
            return set;
        } catch (ProblemException e) {
            return null; // Refused in words.
        }
    }

    private static void check(boolean holds, Object about) {
        if (!holds) {
            throw new AssertionError(about);
        }
    }
}
