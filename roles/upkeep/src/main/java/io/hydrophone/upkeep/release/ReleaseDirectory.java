package io.hydrophone.upkeep.release;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a release on a disk: a directory for each set. */
public final class ReleaseDirectory {
    private final Path directory;

    public ReleaseDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * What is there, as a manifest; symbolic links are refused.
     *
     * @throws ProblemException {@code bad-manifest} when what is there is no release, {@code release-not-read}
     */
    public Manifest manifest(String version, long serial, List<String> start) {
        List<ReleaseFile> files = new ArrayList<>();
        for (FileSet set : FileSet.values()) {
            files(set).forEach(path -> files.add(file(set, path)));
        }
        return new Manifest(version, serial, start, files);
    }

    /**
     * Compares what is there with a manifest.
     *
     * @return a line for each difference; none when all is as it should be
     */
    public List<String> differences(Manifest manifest) {
        List<String> differences = new ArrayList<>();
        for (ReleaseFile file : manifest.files()) {
            Path there = directory.resolve(file.name());
            try {
                if (!Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)) {
                    differences.add(file.name() + ": is not there");
                } else if (Files.size(there) != file.size() || !Sha256.of(there).equals(file.sha256())) {
                    differences.add(file.name() + ": is not what was signed");
                } else if (file.executable() != Files.isExecutable(there)) {
                    differences.add(file.name() + ": is executable, or is not");
                }
            } catch (IOException e) {
                differences.add(file.name() + ": cannot be read (" + Reason.ofFile(e) + ")");
            }
        }
        for (FileSet set : FileSet.values()) {
            for (Path path : files(set)) {
                String name = directory.relativize(path).toString().replace('\\', '/');
                if (manifest.files().stream().noneMatch(file -> file.name().equals(name))) {
                    differences.add(name + ": is not in the manifest");
                }
            }
        }
        return differences;
    }

    /** Regular files of a set, in the order of their names. */
    private List<Path> files(FileSet set) {
        Path root = directory.resolve(set.label());
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            List<Path> all = paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
            for (Path path : all) {
                if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw new ProblemException(
                            "bad-manifest",
                            "this is no regular file",
                            path.toString(),
                            "replace it by what it leads to");
                }
            }
            return all;
        } catch (IOException e) {
            throw notRead(root, e);
        }
    }

    private ReleaseFile file(FileSet set, Path path) {
        try {
            String name =
                    directory.resolve(set.label()).relativize(path).toString().replace('\\', '/');
            return new ReleaseFile(set, name, Files.size(path), Sha256.of(path), Files.isExecutable(path));
        } catch (IOException e) {
            throw notRead(path, e);
        }
    }

    private static ProblemException notRead(Path path, IOException e) {
        return new ProblemException(
                new Problem("release-not-read", "cannot be read (" + Reason.ofFile(e) + ")", path.toString(), ""), e);
    }
}
