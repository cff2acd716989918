package io.hydrophone.topology.config;

import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.Secret;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import io.hydrophone.topology.Address;
import io.hydrophone.topology.DiscoverySettings;
import io.hydrophone.topology.Login;
import io.hydrophone.topology.NamedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The clusters of a file, YAML or JSON: {@code clusters: [{name, members, user, password}]}, and how they are discovered.
 *
 * @param clusters at least one
 */
public record TopologyFile(List<NamedCluster> clusters, DiscoverySettings discovery) {
    private static final Duration LEAST_DEADLINE = Duration.ofMillis(100);
    private static final Duration MOST_DEADLINE = Duration.ofMinutes(5);
    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_INSTANCES = 10_000;

    /**
     * Reads it.
     *
     * @throws io.hydrophone.config.ConfigurationProblems with all that is wrong
     */
    public static TopologyFile read(Path file) {
        return read(file, System::getenv);
    }

    static TopologyFile read(Path file, UnaryOperator<String> environment) {
        ConfigurationFile source = ConfigurationFile.read(file, environment);
        Section root = source.root();
        root.integer("version", 1, 1, 1);
        List<NamedCluster> clusters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : root.sections("clusters")) {
            NamedCluster cluster = cluster(section);
            if (!names.add(cluster.name())) {
                section.refuse("name", "twice", "'" + cluster.name() + "' is there twice", "give each its own");
            }
            clusters.add(cluster);
        }
        if (clusters.isEmpty()) {
            root.miss("clusters", "write clusters: [{name: shop, members: [\"db1:3306\"], user: monitor}]");
        }
        DiscoverySettings discovery = discovery(root.section("discovery"), root.section("aliases"));
        source.finish();
        return new TopologyFile(List.copyOf(clusters), discovery);
    }

    private static NamedCluster cluster(Section section) {
        if (!section.has("name")) {
            section.miss("name", "give the cluster a name");
        }
        if (!section.has("members")) {
            section.miss("members", "list at least one address: members: [\"db1:3306\"]");
        }
        return new NamedCluster(
                section.text("name", ""), section.list("members", Address::parse, List.of()), login(section));
    }

    /** Null where the cluster names no user: then the command line's holds. */
    private static Login login(Section section) {
        String user = section.text("user", null);
        Secret password = section.secret("password");
        Path file = section.file("password_file", null);
        TlsMode tls = section.choice("tls", TlsMode.values(), TlsMode::label, null);
        Path ca = section.file("ca", null);
        if (user == null) {
            if (password != null || file != null) {
                section.miss("user", "whose password is it?");
            }
            return null;
        }
        if (password != null && file != null) {
            section.refuse("password_file", "twice", "there is a password as well", "give one of them");
        }
        Password secret =
                password != null ? Password.of(password.reveal()) : file == null ? null : ofFile(section, file);
        return new Login(user, secret, tls, ca);
    }

    private static Password ofFile(Section section, Path file) {
        try {
            return Password.fromFile(file);
        } catch (ProblemException e) {
            section.refuse(
                    "password_file",
                    e.problem().code(),
                    e.problem().message(),
                    e.problem().action());
            return null;
        }
    }

    private static DiscoverySettings discovery(Section section, Section aliases) {
        DiscoverySettings usual = DiscoverySettings.USUAL;
        Map<Address, Address> rewritten = new HashMap<>();
        for (String named : aliases.keys()) {
            try {
                Address from = alias(named);
                Address to = aliases.parsed(named, TopologyFile::alias, null);
                if (to != null) {
                    rewritten.put(from, to);
                }
            } catch (ProblemException e) {
                aliases.text(named, "");
                aliases.refuse(
                        named,
                        e.problem().code(),
                        e.problem().message(),
                        e.problem().action());
            }
        }
        return new DiscoverySettings(
                section.duration("deadline", usual.deadline(), LEAST_DEADLINE, MOST_DEADLINE),
                section.integer("concurrency", usual.concurrency(), 1, MOST_AT_ONCE),
                section.integer("max_instances", usual.maxInstances(), 1, MOST_INSTANCES),
                Map.copyOf(rewritten));
    }

    /** A host alone stands for all of its ports. */
    private static Address alias(String text) {
        Address address = Address.parse(text);
        boolean hasPort = Address.parse(text, 1).equals(Address.parse(text, 2));
        return hasPort ? address : new Address(address.host(), DiscoverySettings.ANY_PORT);
    }
}
