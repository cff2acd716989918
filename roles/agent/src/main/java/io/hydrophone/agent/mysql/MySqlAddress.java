package io.hydrophone.agent.mysql;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.OptionFile;
import io.hydrophone.client.OptionFileLogin;
import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.config.Secret;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import java.nio.file.Path;

/**
 * Which server a section means, and with which login. What is written there goes before what its option file ({@code
 * defaults_file}) has.
 */
public final class MySqlAddress {
    private static final String USUAL_USER = "hydrophone";
    private static final String THIS_MACHINE = "127.0.0.1";

    private MySqlAddress() {}

    /** That of a check's instance, with dd-agent's keys or {@code url}; null when it is refused. */
    static MySqlUrl ofInstance(Section instance) {
        OptionFileLogin file = optionFile(instance);
        Secret given = instance.has("password") ? instance.secret("password") : instance.secret("pass");
        Password password = password(instance, given == null ? file.password() : Password.of(given.reveal()));
        Path socket = instance.file(instance.has("sock") ? "sock" : "socket", null);
        try {
            if (instance.has("url")) {
                MySqlUrl url = instance.parsed("url", MySqlUrl::parse, null);
                return url == null ? null : throughSocket(url.orPassword(password), socket);
            }
            boolean named = instance.has("server") || instance.has("host");
            String host = instance.text("server", instance.text("host", file.host()));
            String user = instance.text("user", instance.text("username", file.user()));
            int port = instance.integer("port", named ? 0 : file.port(), 0, 65_535);
            Path ca = instance.section("ssl").file("ca", null);
            OptionFileLogin all = new OptionFileLogin(
                    user,
                    password,
                    host,
                    port,
                    socket != null || named ? socket : file.socket(),
                    file.tls(),
                    ca == null ? file.ca() : ca);
            return of(all, socket != null);
        } catch (ProblemException e) {
            refuse(instance, "server", e);
            return null;
        }
    }

    /** That of a target of the exporter: {@code url}, or an option file; null when it is refused. */
    public static MySqlUrl ofTarget(Section target) {
        MySqlUrl url = target.parsed("url", MySqlUrl::parse, null);
        OptionFileLogin file = optionFile(target);
        Path socket = target.file("socket", null);
        Password password = password(target, file.password());
        try {
            if (target.has("url")) {
                return url == null ? null : throughSocket(url.orPassword(password), socket);
            }
            if (!target.has("defaults_file")) {
                target.miss("url", "write mysql://USER@HOST:PORT/?tls=MODE, or name a defaults_file");
                return null;
            }
            return throughSocket(of(file, false).withPassword(password), socket);
        } catch (ProblemException e) {
            refuse(target, "defaults_file", e);
            return null;
        }
    }

    private static OptionFileLogin optionFile(Section section) {
        OptionFileLogin login = section.parsed(
                "defaults_file",
                name -> OptionFile.read(section.path(OptionFile.withHome(name))).login(),
                null);
        return login == null ? OptionFileLogin.NONE : login;
    }

    private static Password password(Section section, Password otherwise) {
        Password password = section.parsed("password_file", text -> Password.fromFile(section.path(text)), null);
        return password == null ? otherwise : password;
    }

    /** As MySQL's clients do, a socket is for this machine alone, unless it was asked for. */
    private static MySqlUrl of(OptionFileLogin login, boolean socketAsked) {
        boolean here = login.host() == null || login.host().equalsIgnoreCase("localhost");
        boolean isEncrypted = login.ca() != null || (login.tls() != null && login.tls() != TlsMode.DISABLED);
        String name = isEncrypted ? "localhost" : THIS_MACHINE; // a certificate is for the name
        MySqlUrl url = MySqlUrl.of(
                login.user() == null ? USUAL_USER : login.user(),
                login.password(),
                here ? name : login.host(),
                login.port() == 0 ? MySqlUrl.USUAL_PORT : login.port(),
                login.tls(),
                login.ca());
        return throughSocket(url, here || socketAsked ? login.socket() : null);
    }

    private static MySqlUrl throughSocket(MySqlUrl url, Path socket) {
        return socket == null ? url : url.through(socket);
    }

    private static void refuse(Section section, String key, ProblemException e) {
        section.refuse(
                key, e.problem().code(), e.problem().message(), e.problem().action());
    }
}
