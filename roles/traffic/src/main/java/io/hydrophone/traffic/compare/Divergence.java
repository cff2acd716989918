package io.hydrophone.traffic.compare;

import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.traffic.recording.Answer;
import io.hydrophone.wire.Outcome;
import java.util.EnumSet;
import java.util.Set;

/** Sets two answers to one command beside each other. */
final class Divergence {
    private Divergence() {}

    /** Whether the server's answer is known. */
    static boolean isAnswer(Answer answer) {
        return answer != null && (answer.outcome() == Outcome.OK || answer.outcome() == Outcome.ERROR);
    }

    /**
     * In what they differ.
     *
     * @param source an answer of the server
     */
    static Set<Difference> of(Command command, Answer source, Answer target) {
        if (!isAnswer(target)) {
            return EnumSet.of(Difference.UNANSWERED);
        }
        boolean failed = source.outcome() == Outcome.ERROR;
        boolean fails = target.outcome() == Outcome.ERROR;
        if (failed && fails) {
            return source.errorCode() == target.errorCode()
                    ? EnumSet.noneOf(Difference.class)
                    : EnumSet.of(Difference.CHANGED_ERROR);
        }
        if (failed || fails) {
            return EnumSet.of(fails ? Difference.NEW_ERROR : Difference.GONE_ERROR);
        }
        Set<Difference> found = EnumSet.noneOf(Difference.class);
        if (differ(source.rows(), target.rows())) {
            found.add(Difference.ROWS);
        } else {
            if (hasChecksums(command, source, target) && source.rowChecksum() != target.rowChecksum()) {
                found.add(Difference.CHECKSUM);
            }
            if (differ(source.bytesOut(), target.bytesOut())) {
                found.add(Difference.SIZE);
            }
        }
        if (differ(source.affected(), target.affected())) {
            found.add(Difference.AFFECTED);
        }
        if (source.warnings() >= 0 && target.warnings() > source.warnings()) {
            found.add(Difference.WARNINGS);
        }
        return found;
    }

    /**
     * Whether both have a checksum of their rows that means the same. Rows of a cursor are not compared: versions of MySQL keep them in
     * tables with columns of other types.
     */
    static boolean hasChecksums(Command command, Answer source, Answer target) {
        return source.rowChecksum() >= 0
                && target.rowChecksum() >= 0
                && command != Command.COM_STMT_FETCH
                && !hasCursor(source)
                && !hasCursor(target);
    }

    private static boolean hasCursor(Answer answer) {
        return answer.status() >= 0 && (answer.status() & ServerStatus.CURSOR_EXISTS) != 0;
    }

    private static boolean differ(long source, long target) {
        return source >= 0 && target >= 0 && source != target;
    }
}
