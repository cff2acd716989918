package io.hydrophone.upkeep.deploy;

import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The machines of a file: {@code hosts}, with {@code defaults} for what they have in common; or {@code hosts_list} with the
 * keys of earlier scripts ({@code desc}, {@code ip}, {@code user}, {@code password}, {@code port}, {@code hostname}, {@code os},
 * the last of which becomes a tag). Both kinds of keys may be mixed.
 */
public final class HostsFile {
    public static final String DEFAULT_PREFIX = "/opt/hydrophone";

    private static final int SSH_PORT = 22;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:_%-]{0,252}");
    private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,63}");
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9_@+=-][A-Za-z0-9._@+=-]*){1,20}");
    private static final Pattern NO_TAG = Pattern.compile("[\\p{Cntrl},\"'\\\\]");

    private HostsFile() {}

    /**
     * Reads it.
     *
     * @throws io.hydrophone.config.ConfigurationProblems with all that is wrong
     */
    public static List<DeployHost> read(Path file) {
        return read(file, System::getenv);
    }

    static List<DeployHost> read(Path file, UnaryOperator<String> environment) {
        ConfigurationFile source = ConfigurationFile.read(file, environment);
        Section root = source.root();
        root.takeEmptyForAbsent();
        root.integer("version", 1, 1, 1);
        DeployHost defaults = host(
                root.section("defaults"),
                new DeployHost("", "", SSH_PORT, "root", null, null, null, List.of(), DEFAULT_PREFIX));
        List<DeployHost> hosts = new ArrayList<>();
        for (String list : List.of("hosts", "hosts_list")) {
            for (Section section : root.sections(list)) {
                hosts.add(machine(section, defaults));
            }
        }
        if (hosts.isEmpty()) {
            root.miss("hosts", "list them: hosts: [{address: 10.0.0.2, name: db7}]");
        }
        Set<String> names = new HashSet<>();
        for (DeployHost host : hosts) {
            if (!names.add(host.name())) {
                root.refuse("hosts", "twice", "'" + host.name() + "' is there twice", "give each a name of its own");
            }
        }
        source.finish();
        return hosts;
    }

    private static DeployHost machine(Section section, DeployHost defaults) {
        section.text("desc", null);
        String addressKey = section.has("ip") ? "ip" : "address";
        if (!section.has(addressKey)) {
            section.miss("address", "give its name or IP address");
        }
        String address = section.parsed(addressKey, text -> matching(text, ADDRESS, "address"), "localhost");
        DeployHost host = host(section, defaults);
        String nameKey = section.has("hostname") ? "hostname" : "name";
        List<String> tags = new ArrayList<>(host.tags());
        String system = section.text("os", null);
        if (system != null) {
            tags.add("os:" + tag(NO_TAG.matcher(system).replaceAll(" ")));
        }
        return new DeployHost(
                section.parsed(nameKey, text -> matching(text, NAME, "name"), address.replaceAll("[:%]", "-")),
                address,
                host.port(),
                host.user(),
                host.password(),
                host.keyFile(),
                host.passphrase(),
                tags,
                host.prefix());
    }

    /** What a machine and the defaults have alike; tags of both hold. */
    private static DeployHost host(Section section, DeployHost otherwise) {
        boolean hasLogin = section.has("password") || section.has("key_file");
        List<String> tags = new ArrayList<>(otherwise.tags());
        tags.addAll(section.list("tags", HostsFile::tag, List.of()));
        Path key = section.parsed("key_file", text -> path(section, text), null);
        return new DeployHost(
                otherwise.name(),
                otherwise.address(),
                section.integer("port", otherwise.port(), 1, 65_535),
                section.parsed("user", text -> matching(text, USER, "user"), otherwise.user()),
                hasLogin ? section.secret("password") : otherwise.password(),
                hasLogin ? key : otherwise.keyFile(),
                section.has("passphrase") ? section.secret("passphrase") : otherwise.passphrase(),
                tags,
                section.parsed("prefix", text -> matching(text, PREFIX, "directory"), otherwise.prefix()));
    }

    private static Path path(Section section, String text) {
        return text.startsWith("~/") ? Path.of(System.getProperty("user.home"), text.substring(2)) : section.path(text);
    }

    private static String tag(String text) {
        if (NO_TAG.matcher(text).find()) {
            throw refused("this is no tag", "leave out commas, quotes and backslashes");
        }
        return text;
    }

    private static String matching(String text, Pattern pattern, String what) {
        if (!pattern.matcher(text).matches()) {
            throw refused(
                    "this is no " + what, "it would need letters that a shell or a unit does not take as they stand");
        }
        return text;
    }

    private static ProblemException refused(String message, String action) {
        return new ProblemException("wrong-type", message, "", action);
    }
}
