package io.hydrophone.app;

import io.hydrophone.config.Secret;
import io.hydrophone.core.ProblemException;
import io.hydrophone.upkeep.release.TrustedKeys;
import io.hydrophone.upkeep.update.AgentHome;
import io.hydrophone.upkeep.update.AgentIdentity;
import io.hydrophone.upkeep.update.UpdateServerAddress;
import io.hydrophone.upkeep.update.Updater;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Which installation is kept up to date, from where, and as whom. Flags go over the environment, in which the service of an
 * installed agent has its name, tags and server; files of the installation come last.
 */
final class UpdateSource {
    private static final String DEFAULT_HOME = "/opt/hydrophone";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = DEFAULT_HOME,
            description = "Where the agent is installed (default: ${DEFAULT-VALUE}).")
    private Path home;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The update server; else $HYDROPHONE_SERVER. Without one nothing is updated.")
    private String server;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "What the server asks for; else $HYDROPHONE_TOKEN, else HOME/token.")
    private Path tokenFile;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "Authority of its certificate, PEM; else HOME/authority.pem.")
    private Path authorities;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "Take what one of these keys signed, PEM (default: HOME/public_key.pem).")
    private Path publicKey;

    @Option(names = "--name", paramLabel = "NAME", description = "The agent's; else $HYDROPHONE_NAME, else the host's.")
    private String name;

    @Option(names = "--tags", paramLabel = "TAG,…", split = ",", description = "The agent's; else $HYDROPHONE_TAGS.")
    private List<String> tags;

    @Option(names = "--older", description = "Take also what was signed before a release that was in use.")
    private boolean older;

    @Option(names = "--insecure", description = "Ask over plain HTTP on another machine; or $HYDROPHONE_INSECURE=1.")
    private boolean insecure;

    AgentHome home() {
        return new AgentHome(home);
    }

    /** Of who does only what needs no server. */
    Updater local() {
        return new Updater(home(), null, identity(), null, older);
    }

    /** Of who may ask the server: it is null where none is given, which the updater is told. */
    Updater updater(boolean required) {
        String address = server == null ? System.getenv("HYDROPHONE_SERVER") : server;
        if (address == null || address.isBlank()) {
            if (required) {
                throw new ProblemException(
                        "no-server", "no update server is given", "", "give one: --server https://HOST:8674");
            }
            return local();
        }
        Path keys = publicKey == null ? ifThere("public_key.pem") : publicKey;
        return new Updater(
                home(),
                new UpdateServerAddress(
                        uri(address),
                        token(),
                        authorities == null ? ifThere("authority.pem") : authorities,
                        insecure || "1".equals(System.getenv("HYDROPHONE_INSECURE"))),
                identity(),
                keys == null ? null : TrustedKeys.read(keys),
                older);
    }

    AgentIdentity identity() {
        String environment = System.getenv("HYDROPHONE_NAME");
        String given = name == null ? environment : name;
        String tagged = System.getenv("HYDROPHONE_TAGS");
        List<String> all = tags != null
                ? tags
                : tagged == null
                        ? List.of()
                        : Arrays.stream(tagged.split(",", -1))
                                .filter(tag -> !tag.isBlank())
                                .toList();
        return new AgentIdentity(given == null || given.isBlank() ? hostName() : given, all);
    }

    private Secret token() {
        String secret = System.getenv("HYDROPHONE_TOKEN");
        if (tokenFile == null && secret != null) {
            return Secret.of(secret);
        }
        Path file = tokenFile == null ? ifThere("token") : tokenFile;
        return file == null ? null : Secret.fromFile(file);
    }

    private Path ifThere(String file) {
        Path path = home.resolve(file);
        return Files.exists(path) ? path : null;
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException("bad-server", "this is no address", text, "give https://HOST:8674");
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
