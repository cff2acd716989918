package io.hydrophone.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MySQL 8.0.15 from an archive in a jar of Maven Central; it has no clients of its own, so Debian's MariaDB client serves. */
final class MySql80 implements Release {
    private Path home;

    @Override
    public synchronized void provide() {
        DebianPackages.require("libaio1", "libnuma1", "mariadb-client-core");
        if (home == null) {
            home = Unpacked.directory("mysql-8.0.15", directory -> {
                Path archive = directory.resolve("mysql.tar.gz");
                ClassPathFiles.copy("mysql-Linux-amd64.tar.gz", archive);
                Tool.of("tar", "-xzf", archive.toString(), "-C", directory.toString())
                        .output();
                Directories.delete(archive);
            });
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
        List<String> words = new ArrayList<>(List.of(
                home.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--lc-messages-dir=" + home.resolve("share"),
                "--character-sets-dir=" + home.resolve("share/charsets"),
                "--secure-file-priv=",
                "--mysqlx=OFF"));
        words.addAll(Release.asCaller());
        return words;
    }

    @Override
    public Tool client() {
        return Tool.of("mariadb", "--no-defaults");
    }
}
