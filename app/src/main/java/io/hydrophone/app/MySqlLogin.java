package io.hydrophone.app;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A server that is asked beside listening, and the account for it. Nothing of the driver is loaded unless one is given. */
final class MySqlLogin {
    private static final String PASSWORD_VARIABLE = "HYDROPHONE_MYSQL_PASSWORD";

    @Option(
            names = "--mysql",
            paramLabel = "URL",
            description = "Also ask this server, which only reads: mysql://USER@HOST:PORT/?tls=MODE;"
                    + " MODE is verify-full (default, with ca=FILE for an authority of your own), verify-ca, required,"
                    + " or disabled (default for this machine).")
    private String url;

    @Option(
            names = "--mysql-password-file",
            paramLabel = "FILE",
            description = "Its password is the first line of this file; else $" + PASSWORD_VARIABLE + ", if set.")
    private Path passwordFile;

    private MySqlUrl configured;

    /** Asks a server that a configuration names. A password that the command line names goes before its own. */
    void ask(MySqlUrl server) {
        configured = server;
    }

    boolean isGiven() {
        return url != null || configured != null;
    }

    MySqlUrl server() {
        MySqlUrl server = url == null ? configured : MySqlUrl.parse(url);
        if (passwordFile == null) {
            return server.orPassword(Password.fromEnvironment(PASSWORD_VARIABLE));
        }
        Password password = Password.fromFile(passwordFile);
        return url == null ? server.withPassword(password) : server.orPassword(password);
    }
}
