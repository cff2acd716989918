package io.hydrophone.app.config;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.config.Secret;
import io.hydrophone.config.Section;
import io.hydrophone.core.DurationText;
import io.hydrophone.probe.AskedServer;
import io.hydrophone.wire.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Section {@code watcher}: the server that is asked beside listening.
 *
 * @param password null for none
 * @param port 1 to 65535; 0 for the lowest that the probe listens to
 * @param tls null for what is usual for that host: none on this machine, else a verified certificate
 * @param ca the authority's certificate, PEM; null for those that Java trusts
 * @param interval between two readings of the server's statements, 1 s to 5 min
 */
public record WatcherSection(
        String user, Secret password, String host, int port, TlsMode tls, Path ca, Duration interval) {
    static final String DEFAULT_HOST = "127.0.0.1";
    static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

    private static final int USUAL_PORT = 3306;

    static WatcherSection read(Section section) {
        if (!section.has("user")) {
            section.miss("user", "name the account that logs in");
        }
        TlsMode tls = section.choice("tls", TlsMode.values(), TlsMode::label, null);
        Path ca = section.file("tls_ca", null);
        if (ca != null && (tls == TlsMode.DISABLED || tls == TlsMode.REQUIRED)) {
            section.refuse("tls_ca", "out-of-range", "nothing is verified with tls: " + tls.label(), "remove one");
        }
        return new WatcherSection(
                section.text("user", ""),
                section.secret("password"),
                section.parsed("host", WatcherSection::host, DEFAULT_HOST),
                section.integer("port", 0, 1, 65_535),
                tls,
                ca,
                section.duration("interval", DEFAULT_INTERVAL, AskedServer.LEAST_INTERVAL, AskedServer.MOST_INTERVAL));
    }

    private static String host(String text) {
        return MySqlUrl.of("", null, text, USUAL_PORT, null, null).host();
    }

    /**
     * Where to log in.
     *
     * @param ports that the probe listens to
     */
    public MySqlUrl url(Ports ports) {
        List<Integer> heard = ports.numbers();
        int usual = heard.isEmpty() ? USUAL_PORT : heard.getFirst();
        Password login = password == null ? null : Password.of(password.reveal());
        return MySqlUrl.of(user, login, host, port == 0 ? usual : port, tls, ca);
    }

    void write(YamlText yaml) {
        yaml.section("watcher");
        yaml.entry("user", user);
        yaml.secret("password", password);
        yaml.entry("host", host);
        yaml.entry("port", port == 0 ? null : port);
        yaml.entry("tls", tls == null ? null : tls.label());
        yaml.entry("tls_ca", ca);
        yaml.entry("interval", DurationText.of(interval));
    }
}
