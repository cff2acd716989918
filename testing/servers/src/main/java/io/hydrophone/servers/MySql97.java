package io.hydrophone.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** MySQL 9.7 from Debian's unstable suite, unpacked beside the system; with its own clients. */
final class MySql97 implements Release {
    private Path home;

    @Override
    public synchronized void provide() {
        if (home == null) {
            home = Unpacked.directory(
                    "mysql-9.7",
                    directory -> Tool.of("bash", "-s", directory.toString())
                            .input(script())
                            .limit(Duration.ofMinutes(15))
                            .output());
        }
    }

    private static String script() throws IOException {
        try (InputStream script = MySql97.class.getResourceAsStream("mysql-9.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public Tool initialisation(Path data) {
        List<String> words = new ArrayList<>(server());
        words.addAll(List.of("--initialize-insecure", "--datadir=" + data));
        return Tool.of(words);
    }

    @Override
    public List<String> server() {
        Path usr = home.resolve("root/usr");
        List<String> words = new ArrayList<>(List.of(
                home.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--basedir=" + usr,
                "--plugin-dir=" + usr.resolve("lib/mysql/plugin"),
                "--lc-messages-dir=" + usr.resolve("share/mysql"),
                "--character-sets-dir=" + usr.resolve("share/mysql/charsets"),
                // The compiled-in directory is of an installed server; without it the server refuses to start.
                "--secure-file-priv=",
                "--mysqlx=OFF",
                "--innodb-redo-log-capacity=64M"));
        words.addAll(Release.asCaller());
        return words;
    }

    @Override
    public Tool client() {
        // Client commands as \G are off by default in this release.
        return Tool.of(home.resolve("bin/mysql").toString(), "--no-defaults", "--commands");
    }
}
