package io.hydrophone.topology;

import io.hydrophone.servers.Server;
import io.hydrophone.topology.diagnosis.Code;
import io.hydrophone.topology.diagnosis.Diagnosis;
import io.hydrophone.topology.diagnosis.Finding;
import io.hydrophone.topology.report.TopologyFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is found wrong with servers that the tests have started, and the advice that is printed for it. */
final class Diagnosed {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Enough for a server that answers, and not long to wait for one that hangs. */
    private static final DiscoverySettings BRISK = DiscoverySettings.USUAL.withDeadline(Duration.ofSeconds(4));

    private final Topology topology;
    private final List<Finding> findings;

    private Diagnosed(Topology topology) {
        this.topology = topology;
        this.findings = Diagnosis.of(topology);
    }

    /** One cluster of all of these, as a configuration names it. */
    static Diagnosed now(Server... servers) throws InterruptedException {
        List<Address> members = Arrays.stream(servers).map(Discovered::address).toList();
        return new Diagnosed(
                Discovered.with(BRISK, List.of(new NamedCluster("reef", members, Discovered.LOGIN)), List.of()));
    }

    /** Looks again until exactly these are the findings that no other explains. */
    static Diagnosed until(List<Code> codes, Server... servers) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Diagnosed diagnosed = now(servers);
            if (diagnosed.causes().stream().map(Finding::code).toList().equals(codes)) {
                return diagnosed;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not " + codes + " but:\n" + diagnosed.text());
            }
            Thread.sleep(200);
        }
    }

    List<Finding> causes() {
        return findings.stream()
                .filter(finding ->
                        findings.stream().noneMatch(other -> other.explains().contains(finding.named())))
                .toList();
    }

    Finding cause() {
        return causes().getFirst();
    }

    List<Code> explained() {
        return cause().explains().stream().map(Finding.Named::code).toList();
    }

    String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TopologyFormat.TREE.write(topology, findings, out, false);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Runs what is printed below a finding, line by line as it stands, on the servers that it is for. */
    void followAdvice(Code code, Server... servers) throws Exception {
        Map<Server, List<String>> statements = new LinkedHashMap<>();
        boolean isBelow = false;
        Server on = null;
        for (String line : text().lines().toList()) {
            if (!line.startsWith("    ")) {
                isBelow = line.contains("  " + code.label() + "  ");
            } else if (isBelow && line.startsWith("    -- on ")) {
                on = Arrays.stream(servers)
                        .filter(server -> line.startsWith("    -- on " + Discovered.address(server) + ": "))
                        .findFirst()
                        .orElse(null);
            } else if (isBelow && line.startsWith("    # on ")) {
                on = null;
            } else if (isBelow && on != null) {
                statements.computeIfAbsent(on, server -> new ArrayList<>()).add(line.strip());
            }
        }
        if (statements.isEmpty()) {
            throw new AssertionError("nothing is advised:\n" + text());
        }
        for (Map.Entry<Server, List<String>> each : statements.entrySet()) {
            each.getKey().execute(each.getValue().toArray(String[]::new));
        }
    }
}
