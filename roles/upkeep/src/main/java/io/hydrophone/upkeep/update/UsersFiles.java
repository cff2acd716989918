package io.hydrophone.upkeep.update;

import io.hydrophone.upkeep.release.FileSet;
import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.release.ReleaseFile;
import io.hydrophone.upkeep.release.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Takes what users did to checks and configuration over into the next release. Three are compared: the file as the release in
 * use brought it, as it is now, and as the next release brings it.
 *
 * <ul>
 *   <li>Untouched: the next release decides, also when it has the file no more.
 *   <li>Changed or added: it stays as it is; if the next release brings a content that is new to the user, that lies beside it
 *       as {@code FILE.new}.
 *   <li>Removed: it stays removed.
 * </ul>
 */
final class UsersFiles {
    static final String NEW = ".new";

    private final Path current;
    private final Map<String, ReleaseFile> before;
    private final Path next;
    private final Map<String, ReleaseFile> after;
    private final List<String> kept = new ArrayList<>();

    private UsersFiles(Path current, Manifest before, Path next, Manifest after) {
        this.current = current;
        this.before = before.byName();
        this.next = next;
        this.after = after.byName();
    }

    /**
     * Changes the next release's directory, which holds its own files.
     *
     * @return the names of what users changed, added or removed
     */
    static List<String> carry(Path current, Manifest before, Path next, Manifest after) throws IOException {
        UsersFiles files = new UsersFiles(current, before, next, after);
        for (FileSet set : FileSet.values()) {
            if (set.isUsers()) {
                files.carryThose(set);
            }
        }
        return files.kept;
    }

    private void carryThose(FileSet set) throws IOException {
        for (Path file : files(current.resolve(set.label()))) {
            String name = current.relativize(file).toString().replace('\\', '/');
            if (!isTold(name)) {
                carry(name, file);
            }
        }
        for (ReleaseFile file : before.values()) {
            if (file.set() == set && !Files.exists(current.resolve(file.name()), LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(next.resolve(file.name()));
                kept.add(file.name());
            }
        }
    }

    private void carry(String name, Path file) throws IOException {
        boolean isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        String now = isFile ? Sha256.of(file) : "a link";
        ReleaseFile old = before.get(name);
        if (old != null && old.sha256().equals(now)) {
            return;
        }
        kept.add(name);
        ReleaseFile brought = after.get(name);
        Path target = next.resolve(name);
        if (brought != null && !brought.sha256().equals(now)) {
            boolean isNews = old == null || !old.sha256().equals(brought.sha256());
            if (isNews) {
                Files.move(target, next.resolve(name + NEW), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.createDirectories(target.getParent());
        Files.copy(
                file,
                target,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether a file was laid beside a changed one by an update before: the next one says what is new now. */
    private boolean isTold(String name) {
        return name.endsWith(NEW)
                && !before.containsKey(name)
                && before.containsKey(name.substring(0, name.length() - NEW.length()));
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }
}
