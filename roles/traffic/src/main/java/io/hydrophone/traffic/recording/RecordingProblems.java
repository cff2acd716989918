package io.hydrophone.traffic.recording;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.Path;

/** What can be wrong with a recording, in the user's words. */
final class RecordingProblems {
    private RecordingProblems() {}

    static Problem notWritten(Path where, IOException e) {
        return new Problem(
                "recording-not-written",
                "the recording cannot be written (" + Reason.ofFile(e)
                        + "); what does not fit into memory meanwhile is dropped and counted",
                where.toString(),
                "make room on the disk, or look whether it is failing: it goes on by itself");
    }

    static Problem notSynced(Path where, IOException e) {
        return new Problem(
                "recording-not-synced",
                "the last part of the recording may not survive a power failure: the fsync failed (" + Reason.ofFile(e)
                        + ")",
                where.toString(),
                "look at the disk, whether it is failing");
    }

    static ProblemException notWritable(Path where, IOException e) {
        return new ProblemException(
                new Problem(
                        "recording-not-writable",
                        "the recording's directory cannot be made or written (" + Reason.ofFile(e) + ")",
                        where.toString(),
                        "look at its rights and whether its file system is mounted read-only, or name another directory"),
                e);
    }

    static ProblemException inUse(Path where) {
        return new ProblemException(
                "recording-in-use",
                "another process records into this directory",
                where.toString(),
                "end that process, or give this one a directory of its own");
    }

    static ProblemException notReadable(Path where, IOException e) {
        return new ProblemException(
                new Problem(
                        "recording-not-readable",
                        "the recording cannot be read (" + Reason.ofFile(e) + ")",
                        where.toString(),
                        "look at its name and its rights"),
                e);
    }

    static ProblemException none(Path where) {
        return new ProblemException(
                "recording-none",
                "there is no recording here",
                where.toString(),
                "name a .hrec file, or a directory of such files");
    }

    static Problem foreign(String where) {
        return new Problem(
                "recording-foreign",
                "this is no recording of Hydrophone",
                where,
                "name a .hrec file, or a directory of such files");
    }

    static ProblemException version(int major, int minor, String where) {
        return new ProblemException(
                "recording-version",
                "another version of Hydrophone made this recording (format " + major + "." + minor + ", this one reads "
                        + BlockHead.MAJOR + ".x)",
                where,
                "read it with the version that made it");
    }

    static ProblemException missingKey(String needed, Iterable<RecordingKey> given, String where) {
        StringBuilder ids = new StringBuilder();
        for (RecordingKey key : given) {
            ids.append(ids.isEmpty() ? "" : ", ").append(key.id());
        }
        String has = ids.isEmpty() ? "none was given" : "given: " + ids;
        return new ProblemException(
                "recording-key",
                "the recording is encrypted with key " + needed + " (" + has + ")",
                where,
                "name the file of that key with --key-file");
    }

    static Problem damaged(String what, String where) {
        return new Problem("recording-damaged", what, where, "look at the disk, or copy the recording again");
    }

    static Problem torn(long bytes, String where) {
        return new Problem(
                "recording-torn",
                "the last " + bytes + " bytes are no whole block, and are left out: a crash cut a write off",
                where,
                "");
    }

    static Problem noZstd(LinkageError e) {
        return new Problem(
                "recording-no-zstd",
                "blocks are recorded without compression: zstd's library cannot be loaded (" + e.getMessage() + ")",
                "",
                "let the directory for temporary files hold programs, or name another with -Djava.io.tmpdir");
    }
}
