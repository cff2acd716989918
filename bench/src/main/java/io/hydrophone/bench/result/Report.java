package io.hydrophone.bench.result;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings of one run, with what has to be known to judge them; prints each as soon as it is there. */
public final class Report {
    private final PrintStream out;
    private final Map<String, String> machine;
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private final Map<String, Double> neighbours = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    public Report(PrintStream out, Map<String, String> machine) {
        this.out = out;
        this.machine = Map.copyOf(machine);
        machine.forEach((name, value) -> out.println(name + ": " + value));
        out.println(Row.HEAD);
    }

    /** What was measured with: a capture's checksum, a rate, a length. */
    public void input(String name, String value) {
        inputs.put(name, value);
        out.println("# " + name + ": " + value);
    }

    public void add(Finding finding) {
        findings.add(finding);
        out.println(Row.of(finding));
    }

    /**
     * Says how much of the machine others used meanwhile.
     *
     * @param share 0 to 1
     */
    public void neighbours(String part, double share) {
        neighbours.put(part, share);
        out.printf("# %s: others used %.0f %% of the processors meanwhile%n", part, share * 100);
    }

    public Map<String, String> machine() {
        return machine;
    }

    public Map<String, String> inputs() {
        return inputs;
    }

    public Map<String, Double> neighbours() {
        return neighbours;
    }

    public List<Finding> findings() {
        return findings;
    }

    /** Whether no bound was missed for certain. */
    public boolean nothingMissed() {
        return findings.stream().noneMatch(finding -> finding.verdict().equals("missed"));
    }
}
