package io.hydrophone.app.config;

import io.hydrophone.config.Section;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.SizeText;
import io.hydrophone.probe.push.Receiver;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Section {@code pusher}: reports are sent to one of several servers over WebSocket.
 *
 * @param servers at least one
 * @param path of the WebSocket there, with its leading slash
 * @param preconnect whether all servers are connected to, before one is needed
 * @param queueDirectory where reports wait that no server has acknowledged
 * @param queueBytes that they may take, 1 MiB to 1 TiB; beyond, the oldest are dropped and counted
 * @param tokenFile with the token that the servers want; null for none
 * @param tls whether the servers are spoken to over TLS, their certificates verified
 * @param tlsCa the authority of their certificates, PEM; null for those that Java trusts
 * @param anyMaster whether a server may send the reports, and the token, to one that is not named here
 */
public record PusherSection(
        List<HostPort> servers,
        String path,
        boolean preconnect,
        Format format,
        Path queueDirectory,
        long queueBytes,
        Path tokenFile,
        boolean tls,
        Path tlsCa,
        boolean anyMaster) {
    /** What the servers understand. */
    public enum Format {
        /** Hydrophone's reports, acknowledged one by one. */
        NATIVE,
        /** mysql-probe's messages. */
        MYSQLPROBE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String DEFAULT_PATH = "/collector";
    public static final String DEFAULT_QUEUE_DIRECTORY = "queue";
    public static final long DEFAULT_QUEUE_BYTES = 256L << 20;

    public PusherSection {
        servers = List.copyOf(servers);
    }

    static PusherSection read(Section section) {
        List<HostPort> servers = section.list("servers", HostPort::parse, List.of());
        if (!section.has("servers")) {
            section.miss("servers", "name at least one, such as servers: [10.0.0.2:8668]");
        } else if (servers.isEmpty()) {
            section.refuse("servers", "out-of-range", "no server is named", "name one, or remove the section pusher");
        }
        return new PusherSection(
                servers,
                path(section.text("path", DEFAULT_PATH)),
                section.flag("preconnect", false),
                section.choice("format", Format.values(), Format::label, Format.NATIVE),
                section.file("queue_directory", DEFAULT_QUEUE_DIRECTORY),
                section.size("queue_size", DEFAULT_QUEUE_BYTES, 1 << 20, 1L << 40),
                section.file("token_file", null),
                section.flag("tls", true),
                section.file("tls_ca", null),
                section.flag("any_master", false));
    }

    /** Where each of the servers is reached. */
    public List<URI> addresses() {
        return servers.stream().map(this::address).toList();
    }

    private URI address(HostPort server) {
        try {
            return new URI(tls ? "wss" : "ws", null, server.host(), server.port(), path, null, null);
        } catch (URISyntaxException e) {
            throw new ProblemException(
                    new Problem(
                            "bad-push-server",
                            "this is no address of a server",
                            "pusher.servers: " + server,
                            "give the name as the DNS has it, or an address"),
                    e);
        }
    }

    /** How the servers say that they have a report. */
    public Receiver receiver() {
        return format == Format.MYSQLPROBE ? Receiver.MYSQLPROBE : Receiver.NATIVE;
    }

    /** With its leading slash. */
    static String path(String text) {
        return text.startsWith("/") ? text : "/" + text;
    }

    void write(YamlText yaml) {
        yaml.section("pusher");
        yaml.list("servers", servers);
        yaml.entry("path", path);
        yaml.entry("preconnect", preconnect);
        yaml.entry("format", format.label());
        yaml.entry("queue_directory", queueDirectory);
        yaml.entry("queue_size", SizeText.of(queueBytes));
        yaml.entry("token_file", tokenFile);
        yaml.entry("tls", tls);
        yaml.entry("tls_ca", tlsCa);
        yaml.entry("any_master", anyMaster);
    }
}
