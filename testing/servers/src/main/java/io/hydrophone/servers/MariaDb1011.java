package io.hydrophone.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MariaDB 10.11, Debian 12's own: its packages of programs only, so that no service is set up. The plugins, which come with the service, are
 * unpacked elsewhere.
 */
final class MariaDb1011 implements Release {
    @Override
    public void provide() {
        DebianPackages.require("mariadb-server-core", "mariadb-client-core");
    }

    @Override
    public Tool initialisation(Path data) {
        return Tool.of("mariadb-install-db", "--no-defaults", "--datadir=" + data, "--skip-test-db")
                .with("--auth-root-authentication-method=normal")
                .with(Release.asCaller().toArray(String[]::new));
    }

    @Override
    public List<String> server() {
        List<String> words = new ArrayList<>(List.of(
                "/usr/sbin/mariadbd",
                "--no-defaults",
                "--plugin-dir=" + unpacked().resolve("usr/lib/mysql/plugin")));
        words.addAll(Release.asCaller());
        return words;
    }

    /** All that Debian's package of the server has. */
    static Path unpacked() {
        return Unpacked.packages("mariadb-server-10.11", "mariadb-server");
    }

    @Override
    public Tool client() {
        return Tool.of("mariadb", "--no-defaults");
    }
}
