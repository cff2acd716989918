package io.hydrophone.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** MySQL 9.7 from Debian's unstable suite, unpacked beside the system; with its own clients. */
final class MySql97 extends MySqlRelease {
    static final MySql97 RELEASE = new MySql97();

    private Path home;

    private MySql97() {}

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
    public List<String> server() {
        Path usr = home.resolve("root/usr");
        return server(
                home.resolve("bin/mysqld"),
                usr,
                usr.resolve("share/mysql"),
                "--plugin-dir=" + usr.resolve("lib/mysql/plugin"),
                "--mysqlx=OFF",
                "--innodb-redo-log-capacity=64M");
    }

    @Override
    public Tool client() {
        // Client commands as \G are off by default in this release.
        return program("mysql").with("--commands");
    }

    /** One of the client programs that came with it. */
    Tool program(String name) {
        return Tool.of(home.resolve("bin/" + name).toString(), "--no-defaults");
    }
}
