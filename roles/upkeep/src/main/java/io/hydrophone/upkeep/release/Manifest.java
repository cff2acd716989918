package io.hydrophone.upkeep.release;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.ProblemException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a release is made of. The bytes of it are what is signed.
 *
 * @param version for people, 1 to 64 letters, digits and {@code . _ + -}, beginning with a letter or digit
 * @param serial when it was signed, in microseconds since 1970: of two manifests, that of the higher serial is newer
 * @param start the program's command; the first word is a file of set program, relative to that set
 * @param files in any order, at most {@value #MAX_FILES}, together at most {@value #MAX_BYTES} bytes
 */
public record Manifest(String version, long serial, List<String> start, List<ReleaseFile> files) {
    public static final int MAX_FILES = 4_000;
    public static final long MAX_BYTES = 2L << 30;
    static final int MAX_WORDS = 50;
    static final int MAX_WORD = 1_000;

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    /** @throws ProblemException {@code bad-manifest} when anything is out of its range */
    public Manifest {
        start = List.copyOf(start);
        files = List.copyOf(files);
        if (!isVersion(version)) {
            throw bad("'" + Foreign.text(version, 64) + "' is no version");
        }
        if (serial <= 0) {
            throw bad("the serial is not positive");
        }
        if (files.size() > MAX_FILES
                || files.stream().mapToLong(ReleaseFile::size).sum() > MAX_BYTES) {
            throw bad("it has more than " + MAX_FILES + " files, or more than " + (MAX_BYTES >> 20) + " MiB");
        }
        expectTree(files);
        expectCommand(start, files);
    }

    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /** Bytes of all files. */
    public long size() {
        return files.stream().mapToLong(ReleaseFile::size).sum();
    }

    /** The directory of a release where several are kept: two that were signed at different times do not share one. */
    public String directoryName() {
        return version + "~" + serial;
    }

    /** Files by their names within the release. */
    public Map<String, ReleaseFile> byName() {
        Map<String, ReleaseFile> byName = new HashMap<>();
        files.forEach(file -> byName.put(file.name(), file));
        return byName;
    }

    /** Whether it has the same files as another, and starts them alike. */
    public boolean isOfSameContent(Manifest other) {
        return start.equals(other.start) && Set.copyOf(files).equals(Set.copyOf(other.files));
    }

    /** No file twice, and none where a directory is; names that differ in upper and lower case alone are one file to some systems. */
    private static void expectTree(List<ReleaseFile> files) {
        Set<String> names = new HashSet<>();
        for (ReleaseFile file : files) {
            if (!names.add(file.name().toLowerCase(Locale.ROOT))) {
                throw bad(file.name() + " is there twice");
            }
        }
        for (ReleaseFile file : files) {
            String name = file.name().toLowerCase(Locale.ROOT);
            for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
                if (names.contains(name.substring(0, slash))) {
                    throw bad(name.substring(0, slash) + " is a file and a directory");
                }
            }
        }
    }

    private static void expectCommand(List<String> start, List<ReleaseFile> files) {
        if (start.isEmpty() || start.size() > MAX_WORDS) {
            throw bad("the command that starts the program has " + start.size() + " words");
        }
        for (String word : start) {
            if (word.length() > MAX_WORD || word.indexOf('\0') >= 0) {
                throw bad("the command that starts the program has a word that is none");
            }
        }
        boolean known = files.stream()
                .anyMatch(file -> file.set() == FileSet.PROGRAM
                        && file.executable()
                        && file.path().equals(start.getFirst()));
        if (!known) {
            throw bad("what starts the program, " + Foreign.text(start.getFirst(), ReleaseFile.MAX_PATH)
                    + ", is no executable file of the set program");
        }
    }

    private static ProblemException bad(String message) {
        return new ProblemException("bad-manifest", message, "", "");
    }
}
