package io.hydrophone.agent.plugin;

import io.hydrophone.core.OwnerOnly;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The plugins in a directory and those below it, without what is hidden ({@code .git}).
 *
 * @param problems of files that look like plugins and are not run
 */
record PluginListing(List<PluginFile> plugins, List<Problem> problems) {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_PLUGINS = 1000;

    /**
     * Looks now.
     *
     * @throws ProblemException when the directory cannot be read
     */
    static PluginListing of(Path directory) {
        PluginListing listing = new PluginListing(new ArrayList<>(), new ArrayList<>());
        try {
            if (isOpenToAll(directory)) {
                throw new ProblemException(openToAll(directory));
            }
            Files.walkFileTree(directory, Set.of(), MAX_DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes)
                        throws IOException {
                    if (!below.equals(directory) && isHidden(below)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    if (isOpenToAll(below)) {
                        listing.problems.add(openToAll(below));
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    return listing.add(file, attributes);
                }
            });
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "no-plugins",
                            "the directory of plugins cannot be read: " + Reason.ofFile(e),
                            directory.toString(),
                            "make it, or give another"),
                    e);
        }
        return listing;
    }

    private FileVisitResult add(Path file, BasicFileAttributes attributes) throws IOException {
        PluginFile plugin = attributes.isRegularFile() && !isHidden(file) ? PluginFile.of(file) : null;
        if (plugin == null) {
            return FileVisitResult.CONTINUE;
        }
        if (plugins.size() == MAX_PLUGINS) {
            problems.add(new Problem(
                    "too-many-plugins",
                    "there are more than " + MAX_PLUGINS,
                    file.getParent().toString(),
                    "remove some"));
            return FileVisitResult.TERMINATE;
        }
        if (isOpenToAll(file)) {
            problems.add(openToAll(file));
        } else if (!Files.isExecutable(file)) {
            problems.add(new Problem("not-executable", "the plugin may not be executed", file.toString(), "chmod +x"));
        } else {
            plugins.add(plugin);
        }
        return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /** Whoever may write here has the rights of whoever runs it. */
    private static boolean isOpenToAll(Path file) throws IOException {
        return OwnerOnly.isKnown() && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static Problem openToAll(Path file) {
        return new Problem("open-to-all", "anybody may write here, so it is not run", file.toString(), "chmod o-w");
    }
}
