package io.hydrophone.queue;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;

/** What can be wrong with a queue, in the user's words. */
final class QueueProblems {
    private QueueProblems() {}

    static Problem notWritten(Directory directory, IOException e) {
        return new Problem(
                "queue-not-written",
                "the queue cannot be written (" + Reason.ofFile(e) + ")",
                directory.toString(),
                "look at the disk, whether it is full or failing");
    }

    static Problem notSynced(Directory directory, IOException e) {
        return new Problem(
                "queue-not-synced",
                "what was put into the queue may not survive a power failure: the fsync failed (" + Reason.ofFile(e)
                        + ")",
                directory.toString(),
                "look at the disk, whether it is failing");
    }

    static Problem notRead(Segment segment, IOException e) {
        return new Problem(
                "queue-not-read",
                "a part of the queue cannot be read (" + Reason.ofFile(e) + "); its records are counted as lost",
                segment.file().toString(),
                "look at the disk, whether it is failing");
    }

    static Problem damaged(String where) {
        return new Problem(
                "queue-damaged",
                "does not begin like a segment of a queue: its records are counted as lost, the file is removed",
                where,
                "look at the disk, whether it is failing");
    }

    static Problem positionUnknown(String where) {
        return new Problem(
                "queue-position-unknown",
                "how far the queue was delivered is not known: all that it holds is delivered, some of it again",
                where,
                "");
    }

    static Problem torn(String where, long bytes) {
        return new Problem(
                "queue-torn",
                "the last " + bytes
                        + " bytes are no whole record, and are left out: a crash cut a write off, or the disk is failing",
                where,
                "");
    }

    static ProblemException tooLarge(Directory directory, int bytes, int most) {
        return new ProblemException(
                "queue-record-too-large",
                "a record of " + bytes + " bytes is larger than the queue takes (" + most + ")",
                directory.toString(),
                "");
    }

    static void requireMajor(int found, int known, String where) {
        if (found != known) {
            throw new ProblemException(
                    "queue-version",
                    "another version of Hydrophone wrote this queue (format " + found + ", this one reads " + known
                            + ")",
                    where,
                    "start the version that wrote it until the queue is empty, or move the directory away");
        }
    }
}
